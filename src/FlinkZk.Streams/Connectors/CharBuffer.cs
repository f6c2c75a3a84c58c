using System.Text;

namespace FlinkZk.Streams.Connectors;

/// <summary>
/// A window on a text in which the record being read stays whole.
/// <code>
///   | done | record so far | ahead  | free |
///          ^ start         ^ pos    ^ end
/// </code>
/// Places inside the record are counted from its start, so they survive when the window moves on.
/// </summary>
internal sealed class CharBuffer : IDisposable
{
    private readonly StreamReader _reader;
    private char[] _chars;
    private int _start;
    private int _pos;
    private int _end;

    /// <param name="stream">UTF-8, or what its byte order mark says.</param>
    /// <param name="size">The window's first size; it grows with a record that needs more.</param>
    public CharBuffer(Stream stream, int size = 64 * 1024)
    {
        _reader = new StreamReader(stream, Encoding.UTF8, detectEncodingFromByteOrderMarks: true, bufferSize: size);
        _chars = new char[size];
    }

    /// <summary>The line of the current place, from 1.</summary>
    public long Line { get; private set; } = 1;

    /// <summary>The record's length so far: the place at which the next character will stand.</summary>
    public int Length => _pos - _start;

    /// <summary>What has been read ahead and not yet taken.</summary>
    public ReadOnlySpan<char> Ahead => _chars.AsSpan(_pos, _end - _pos);

    /// <summary>A part of the record.</summary>
    public Span<char> Slice(int start, int length) => _chars.AsSpan(_start + start, length);

    /// <summary>Begins a new record here.</summary>
    public void StartRecord() => _start = _pos;

    /// <summary>The next character without taking it; -1 at the end.</summary>
    public int Peek() => _pos < _end || Fill() ? _chars[_pos] : -1;

    /// <summary>Takes characters that were seen in <see cref="Ahead"/> and hold no line end.</summary>
    public void Take(int count) => _pos += count;

    /// <summary>Takes a line end: CR LF, LF or CR.</summary>
    public void TakeLineEnd()
    {
        var first = Peek();
        _pos++;
        if (first == '\r' && Peek() == '\n')
            _pos++;
        Line++;
    }

    /// <summary>Takes everything up to and with the next line end, and keeps none of it: a record beyond the limit must not stay in memory.</summary>
    public void SkipLine()
    {
        while (true)
        {
            var found = Ahead.IndexOfAny('\r', '\n');
            _pos = found < 0 ? _end : _pos + found;
            StartRecord();
            if (found >= 0)
                break;
            if (!Fill())
                return;
        }

        TakeLineEnd();
    }

    /// <summary>Reads more. What is ahead stays.</summary>
    /// <returns>False at the end of the text.</returns>
    public bool Fill()
    {
        if (_end == _chars.Length)
            MakeRoom();
        var read = _reader.Read(_chars, _end, _chars.Length - _end);
        _end += read;
        return read > 0;
    }

    public void Dispose() => _reader.Dispose();

    private void MakeRoom()
    {
        if (_start == 0)
            Array.Resize(ref _chars, _chars.Length * 2);
        else
            Array.Copy(_chars, _start, _chars, 0, _end - _start);
        _pos -= _start;
        _end -= _start;
        _start = 0;
    }
}
