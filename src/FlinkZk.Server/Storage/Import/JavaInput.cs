using System.Buffers.Binary;
using FlinkZk.Wire;

namespace FlinkZk.Server.Storage;

/// <summary>
/// Reads jute's types from a stream and keeps the checksum of what was read. A length is believed as far as bytes come: one that is
/// damaged costs no more memory than there is in the file.
/// </summary>
internal sealed class JavaInput(Stream stream)
{
    /// <summary>The longest item; jute.maxbuffer, 1 MiB by default, bounds what a real one has.</summary>
    public const int MaxItem = 256 * 1024 * 1024;

    private const int Step = 64 * 1024;

    private byte[] _buffer = new byte[Step];
    private int _start;
    private int _end;
    private uint _checksum = Adler32.Start;
    private long _taken;

    /// <summary>Bytes read so far.</summary>
    public long Position => _taken;

    /// <summary>Of everything read so far.</summary>
    public uint Checksum => _checksum;

    /// <summary>Whether nothing follows.</summary>
    public bool IsAtEnd => _start == _end && Fill(1) == 0;

    public int ReadInt() => BinaryPrimitives.ReadInt32BigEndian(Take(4));

    public long ReadLong() => BinaryPrimitives.ReadInt64BigEndian(Take(8));

    /// <summary>A buffer or string as it lies there, its length first; good until the next call.</summary>
    public ReadOnlySpan<byte> ReadItem(out bool isNull)
    {
        var length = ReadInt();
        isNull = length == -1;
        return length is < -1 or > MaxItem ? throw new WireFormatException($"A length of {length} cannot be.") : Take(Math.Max(length, 0));
    }

    /// <summary>A string.</summary>
    public string ReadString() => System.Text.Encoding.UTF8.GetString(ReadItem(out _));

    /// <summary>The next bytes; good until the next call.</summary>
    /// <exception cref="WireFormatException">The file ends before.</exception>
    public ReadOnlySpan<byte> Take(int count)
    {
        if (_end - _start < count && Fill(count) < count)
            throw new WireFormatException($"It ends early: {count} bytes are wanted, {_end - _start} are left.");
        var bytes = _buffer.AsSpan(_start, count);
        _checksum = Adler32.Append(_checksum, bytes);
        (_start, _taken) = (_start + count, _taken + count);
        return bytes;
    }

    // Returns how many bytes there are.
    private int Fill(int count)
    {
        _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
        (_start, _end) = (0, _end - _start);
        while (_end < count)
        {
            if (_end == _buffer.Length)
                Array.Resize(ref _buffer, (int)Math.Min(Math.Max(count, Step), _buffer.Length * 2L));
            var read = stream.Read(_buffer, _end, _buffer.Length - _end);
            if (read == 0)
                break;
            _end += read;
        }
        return _end;
    }
}
