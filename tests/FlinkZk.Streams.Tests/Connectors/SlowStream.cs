namespace FlinkZk.Streams.Tests.Connectors;

/// <summary>Gives some bytes at a time.</summary>
internal sealed class SlowStream(byte[] content, Random random) : MemoryStream(content)
{
    public override int Read(byte[] buffer, int offset, int count) => base.Read(buffer, offset, Math.Min(count, random.Next(1, 12)));

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
        base.ReadAsync(buffer[..Math.Min(buffer.Length, random.Next(1, 12))], cancellationToken);
}
