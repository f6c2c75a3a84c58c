namespace FlinkZk.Server.Log;

/// <summary>Appends to a file that is to be sealed, and keeps the checksum of what it wrote. The file is its owner's to sync and close.</summary>
internal sealed class SealedFileWriter(IDiskFile file) : Stream
{
    // Few system calls; and little beside the state that is written.
    private readonly byte[] _buffer = new byte[256 * 1024];
    private int _buffered;
    private long _flushed;
    private uint _crc = Crc32C.Start;

    public override bool CanRead => false;
    public override bool CanSeek => false;
    public override bool CanWrite => true;
    public override long Length => Position;

    /// <summary>Bytes written.</summary>
    public override long Position { get => _flushed + _buffered; set => throw new NotSupportedException(); }

    /// <summary>Of everything written so far.</summary>
    public uint Checksum
    {
        get
        {
            Flush();
            return ~_crc;
        }
    }

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        while (!buffer.IsEmpty)
        {
            if (_buffered == _buffer.Length)
                Flush();
            var take = Math.Min(buffer.Length, _buffer.Length - _buffered);
            buffer[..take].CopyTo(_buffer.AsSpan(_buffered));
            _buffered += take;
            buffer = buffer[take..];
        }
    }

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override void Flush()
    {
        var bytes = _buffer.AsSpan(0, _buffered);
        file.Write(bytes, _flushed);
        _crc = Crc32C.Append(_crc, bytes);
        _flushed += _buffered;
        _buffered = 0;
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();
    public override void SetLength(long value) => throw new NotSupportedException();
}
