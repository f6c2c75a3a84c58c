namespace FlinkZk.Streams.Connectors;

/// <summary>Reads from another stream, counts the bytes, and waits no longer than its token allows: a read of a pipe can last for ever.</summary>
internal sealed class CountingStream(Stream inner, string name) : ReadOnlyStream(inner)
{
    /// <summary>Ends a read that waits. The read itself may go on until the stream is closed; its buffer is not used again.</summary>
    public CancellationToken CancellationToken { get; set; }

    /// <summary>Bytes read.</summary>
    public long BytesRead { get; private set; }

    public override int Read(byte[] buffer, int offset, int count)
    {
        try
        {
            var read = Inner.ReadAsync(buffer.AsMemory(offset, count), CancellationToken);
            if (!read.IsCompleted)
                return Counted(read.AsTask().WaitAsync(CancellationToken).GetAwaiter().GetResult());
            return Counted(read.GetAwaiter().GetResult());
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new StreamException(StreamErrorId.InputUnreadable, $"'{name}' cannot be read: {e.Message}", "Check that it is a file and that it is not locked.", e);
        }
    }

    private int Counted(int count)
    {
        BytesRead += count;
        return count;
    }
}
