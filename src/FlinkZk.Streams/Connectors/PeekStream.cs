namespace FlinkZk.Streams.Connectors;

/// <summary>A stream into whose first bytes one can look. It reads no more of them than it takes to answer: a pipe may give one line and then wait.</summary>
internal sealed class PeekStream(Stream inner) : ReadOnlyStream(inner)
{
    private readonly byte[] _first = new byte[4];
    private int _start;
    private int _end;

    /// <summary>Whether it begins with these bytes, at most four.</summary>
    public bool StartsWith(ReadOnlySpan<byte> bytes)
    {
        for (var i = 0; i < bytes.Length; i++)
        {
            if (i == _end && !ReadOne() || _first[i] != bytes[i])
                return false;
        }

        return true;
    }

    /// <summary>Leaves out bytes that have been looked at.</summary>
    public void Skip(int count) => _start += count;

    public override int Read(byte[] buffer, int offset, int count)
    {
        if (_start == _end)
            return Inner.Read(buffer, offset, count);
        var taken = Math.Min(count, _end - _start);
        _first.AsSpan(_start, taken).CopyTo(buffer.AsSpan(offset));
        _start += taken;
        return taken;
    }

    private bool ReadOne()
    {
        var read = Inner.Read(_first, _end, 1);
        _end += read;
        return read > 0;
    }
}
