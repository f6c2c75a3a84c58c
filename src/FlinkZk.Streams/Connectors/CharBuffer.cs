using System.Buffers;
using System.Text;
using System.Text.Unicode;

namespace FlinkZk.Streams.Connectors;

/// <summary>
/// A window on a text in which the record being read stays whole.
/// <code>
///   | done | record so far | ahead  | free |
///          ^ start         ^ pos    ^ end
/// </code>
/// Places inside the record are counted from its start, so they survive when the window moves on.
/// </summary>
internal sealed class CharBuffer
{
    // Stands for bytes that are no text: alone it is half of a character, and no text has it so.
    private const char Invalid = '\uDFFF';

    private readonly Stream _stream;
    private readonly byte[] _bytes;
    private int _byteStart;
    private int _byteEnd;
    private bool _isFinal;
    private char[] _chars;
    private int _start;
    private int _pos;
    private int _end;

    /// <param name="stream">UTF-8.</param>
    /// <param name="size">The window's first size; it grows with a record that needs more.</param>
    public CharBuffer(Stream stream, int size = 64 * 1024)
    {
        _stream = stream;
        _bytes = new byte[Math.Max(size, 16)];
        _chars = new char[size];
    }

    /// <summary>The line of the current place, from 1.</summary>
    public long Line { get; private set; } = 1;

    /// <summary>The record's length so far: the place at which the next character will stand.</summary>
    public int Length => _pos - _start;

    /// <summary>What has been read ahead and not yet taken.</summary>
    public ReadOnlySpan<char> Ahead => _chars.AsSpan(_pos, _end - _pos);

    /// <summary>Whether something in a text stands for bytes that are none.</summary>
    public static bool HasInvalid(ReadOnlySpan<char> text)
    {
        for (var from = 0; text[from..].IndexOf(Invalid) is var found and >= 0; from += found + 1)
        {
            if (from + found == 0 || !char.IsHighSurrogate(text[from + found - 1]))
                return true;
        }

        return false;
    }

    /// <summary>The text with the usual character in the place of bytes that are none.</summary>
    public static string Shown(ReadOnlySpan<char> text) => string.Concat(text.ToString().EnumerateRunes());

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
        while (true)
        {
            var rest = _bytes.AsSpan(_byteStart, _byteEnd - _byteStart);
            var status = Utf8.ToUtf16(rest, _chars.AsSpan(_end), out var read, out var written, replaceInvalidSequences: false, _isFinal);
            _byteStart += read;
            _end += written;
            if (written > 0)
                return true;
            switch (status)
            {
                case OperationStatus.InvalidData:
                    Rune.DecodeFromUtf8(rest, out _, out var wrong);
                    _byteStart += wrong;
                    _chars[_end++] = Invalid;
                    return true;
                case OperationStatus.DestinationTooSmall:
                    // Room for one character, and two belong together.
                    MakeRoom();
                    break;
                default:
                    if (_isFinal)
                        return false;
                    ReadBytes();
                    break;
            }
        }
    }

    private void ReadBytes()
    {
        _bytes.AsSpan(_byteStart, _byteEnd - _byteStart).CopyTo(_bytes);
        (_byteStart, _byteEnd) = (0, _byteEnd - _byteStart);
        var read = _stream.Read(_bytes, _byteEnd, _bytes.Length - _byteEnd);
        _byteEnd += read;
        _isFinal = read == 0;
    }

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
