using FlinkZk.Wire;

namespace FlinkZk.Server.Storage;

/// <summary>Reads a stream from the front through a buffer.</summary>
internal sealed class StateSource(Stream stream)
{
    private byte[] _buffer = new byte[1024 * 1024];
    private int _start;
    private int _end;

    /// <summary>The next bytes; good until the next call.</summary>
    /// <exception cref="WireFormatException">The stream ends before.</exception>
    public ReadOnlySpan<byte> Take(int count)
    {
        if (count < 0 || count > stream.Length)
            throw new WireFormatException($"A snapshot of {stream.Length} bytes cannot hold an entry of {count}.");
        if (_end - _start < count)
            Fill(count);
        _start += count;
        return _buffer.AsSpan(_start - count, count);
    }

    private void Fill(int count)
    {
        var rest = _buffer.AsSpan(_start, _end - _start);
        if (count > _buffer.Length)
        {
            var larger = new byte[Math.Max(count, _buffer.Length * 2)];
            rest.CopyTo(larger);
            _buffer = larger;
        }
        else
            rest.CopyTo(_buffer);
        (_start, _end) = (0, rest.Length);
        _end += stream.ReadAtLeast(_buffer.AsSpan(_end), count - _end, throwOnEndOfStream: false);
        if (_end < count)
            throw new WireFormatException("The snapshot ends early.");
    }
}
