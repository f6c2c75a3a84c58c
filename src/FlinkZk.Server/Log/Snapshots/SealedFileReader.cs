namespace FlinkZk.Server.Log;

/// <summary>Reads the content of a sealed file whose seal was checked, and ends where it ends.</summary>
internal sealed class SealedFileReader(IDiskFile file, long length) : Stream
{
    private const int BufferSize = 256 * 1024;

    private readonly byte[] _buffer = new byte[(int)Math.Min(BufferSize, length)];
    private int _next;
    private int _end;
    private long _fetched;

    public override bool CanRead => true;
    public override bool CanSeek => false;
    public override bool CanWrite => false;
    public override long Length => length;
    public override long Position { get => _fetched - (_end - _next); set => throw new NotSupportedException(); }

    /// <summary>The checksum of a file's first bytes.</summary>
    public static uint Checksum(IDiskFile file, long length)
    {
        var buffer = new byte[(int)Math.Min(BufferSize, length)];
        var crc = Crc32C.Start;
        for (var at = 0L; at < length;)
        {
            var read = file.Read(buffer.AsSpan(0, (int)Math.Min(buffer.Length, length - at)), at);
            if (read == 0)
                break;
            crc = Crc32C.Append(crc, buffer.AsSpan(0, read));
            at += read;
        }
        return ~crc;
    }

    public override int Read(Span<byte> buffer)
    {
        if (_next == _end)
            Fetch();
        var take = Math.Min(buffer.Length, _end - _next);
        _buffer.AsSpan(_next, take).CopyTo(buffer);
        _next += take;
        return take;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();
    public override void SetLength(long value) => throw new NotSupportedException();
    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            file.Dispose();
        base.Dispose(disposing);
    }

    private void Fetch()
    {
        _next = 0;
        _end = file.Read(_buffer.AsSpan(0, (int)Math.Min(_buffer.Length, length - _fetched)), SealedFile.HeaderSize + _fetched);
        _fetched += _end;
    }
}
