namespace FlinkZk.Coordination;

/// <summary>Reads a stream line by line, as bytes: one that is longer than a limit is given up there, and its end looked for only if the next is asked for.</summary>
internal sealed class LineReader(Stream stream, int limit)
{
    private byte[] _buffer = new byte[64 * 1024];
    private int _start;
    private int _end;
    private bool _ended;
    private bool _isInTooLong;

    /// <summary>The number of the line read last, from 1.</summary>
    public long Number { get; private set; }

    /// <summary>Whether the line read last was too long; nothing of it is given.</summary>
    public bool IsTooLong { get; private set; }

    /// <summary>Whether the line read last ended with a line feed, and not with the file.</summary>
    public bool IsTerminated { get; private set; }

    /// <summary>The next line without its line feed, valid until the next call; null at the end.</summary>
    public async ValueTask<ReadOnlyMemory<byte>?> ReadAsync(CancellationToken cancellationToken)
    {
        var searched = _start;
        IsTooLong = false;
        while (true)
        {
            var at = _buffer.AsSpan(searched, _end - searched).IndexOf((byte)'\n');
            if (at >= 0 && !_isInTooLong)
                return Take(searched + at, terminated: true);
            if (at >= 0)
            {
                _isInTooLong = false;
                _start = searched += at + 1;
                continue;
            }
            searched = _end;
            if (_ended)
            {
                // A bare null would become an empty line: arrays convert to memory.
                return _start == _end || _isInTooLong ? (ReadOnlyMemory<byte>?)null : Take(_end, terminated: false);
            }
            if (_isInTooLong || _end - _start > limit)
            {
                // What was read of it is forgotten.
                (IsTooLong, _isInTooLong) = (!_isInTooLong, true);
                _start = searched = _end = 0;
                if (IsTooLong)
                    return Take(0, terminated: false);
            }
            searched -= MakeRoom();
            var count = await stream.ReadAsync(_buffer.AsMemory(_end), cancellationToken).ConfigureAwait(false);
            _ended = count == 0;
            _end += count;
        }
    }

    private ReadOnlyMemory<byte> Take(int end, bool terminated)
    {
        var line = _buffer.AsMemory(_start, end - _start);
        _start = terminated ? end + 1 : end;
        IsTerminated = terminated;
        Number++;
        return line;
    }

    /// <summary>Makes room behind what is there.</summary>
    /// <returns>By how much it moved.</returns>
    private int MakeRoom()
    {
        var moved = 0;
        if (_start > 0 && _end == _buffer.Length)
        {
            _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
            (moved, _start, _end) = (_start, 0, _end - _start);
        }
        if (_end == _buffer.Length)
            Array.Resize(ref _buffer, (int)Math.Min(_buffer.Length * 2L, limit + 64L * 1024));
        return moved;
    }
}
