namespace FlinkZk.Streams.Connectors;

/// <summary>A window on a stream of bytes; what has not been taken stays whole, and the window grows for it.</summary>
internal sealed class ByteBuffer(Stream stream, int size = 64 * 1024)
{
    private static readonly byte[] Bom = [0xEF, 0xBB, 0xBF];

    private byte[] _bytes = new byte[size];
    private int _start;
    private int _end;

    /// <summary>The line of the first byte ahead, from 1.</summary>
    public long Line { get; private set; } = 1;

    /// <summary>The stream has ended; what is ahead is all there is.</summary>
    public bool IsFinal { get; private set; }

    /// <summary>All that is held. What has been taken stays where it lies until <see cref="Fill"/>.</summary>
    public byte[] Bytes => _bytes;

    /// <summary>Where in <see cref="Bytes"/> lies what is ahead.</summary>
    public int Start => _start;

    /// <summary>What has been read and not yet taken.</summary>
    public ReadOnlySpan<byte> Ahead => _bytes.AsSpan(_start, _end - _start);

    /// <summary>Takes bytes, and counts the lines that end in them.</summary>
    public void Take(int count)
    {
        Line += Ahead[..count].Count((byte)'\n');
        _start += count;
    }

    /// <summary>Reads more.</summary>
    /// <returns>False at the end.</returns>
    public bool Fill()
    {
        if (IsFinal)
            return false;
        if (_end == _bytes.Length)
            MakeRoom();
        var read = stream.Read(_bytes, _end, _bytes.Length - _end);
        _end += read;
        IsFinal = read == 0;
        return read > 0;
    }

    /// <summary>Takes a byte order mark, then blanks, and shows what comes first; -1 at the end.</summary>
    public int PeekContent()
    {
        while (_end - _start < Bom.Length && Fill())
        {
        }

        if (Ahead.StartsWith(Bom))
            Take(Bom.Length);
        while (true)
        {
            var content = Ahead.IndexOfAnyExcept(" \t\r\n"u8);
            if (content >= 0)
            {
                Take(content);
                return Ahead[0];
            }

            Take(Ahead.Length);
            if (!Fill())
                return -1;
        }
    }

    private void MakeRoom()
    {
        if (_start == 0)
            Array.Resize(ref _bytes, _bytes.Length * 2);
        else
            Array.Copy(_bytes, _start, _bytes, 0, _end - _start);
        _end -= _start;
        _start = 0;
    }
}
