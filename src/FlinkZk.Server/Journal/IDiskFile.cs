namespace FlinkZk.Server.Journal;

/// <summary>One open file.</summary>
internal interface IDiskFile : IDisposable
{
    long Length { get; }

    int Read(long offset, Span<byte> bytes);

    void Write(long offset, ReadOnlySpan<byte> bytes);

    void SetLength(long length);

    /// <summary>What was written survives when this returns.</summary>
    void Flush();
}
