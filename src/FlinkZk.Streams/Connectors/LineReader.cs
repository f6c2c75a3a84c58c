using FlinkZk.Streams.Records;

namespace FlinkZk.Streams.Connectors;

/// <summary>Reads line by line: CR LF, LF or CR.</summary>
internal sealed class LineReader(CharBuffer text, InputLimits limits)
{
    private int _length;

    /// <summary>The line's number, from 1.</summary>
    public long Number { get; private set; }

    /// <summary>The line without its end; valid until the next is read.</summary>
    public ReadOnlySpan<char> Text => text.Slice(0, _length);

    /// <summary>The beginning of a line that is longer than the limit; else null.</summary>
    public string? TooLong { get; private set; }

    /// <returns>False when there is no more.</returns>
    public bool Read()
    {
        if (text.Peek() < 0)
            return false;
        Number = text.Line;
        TooLong = null;
        text.StartRecord();
        while (true)
        {
            var ahead = text.Ahead;
            var found = ahead.IndexOfAny('\r', '\n');
            text.Take(found < 0 ? ahead.Length : found);
            _length = text.Length;
            if (_length > limits.MaxRecordLength)
                return SkipTooLong();
            if (found >= 0)
            {
                text.TakeLineEnd();
                return true;
            }

            if (!text.Fill())
                return true;
        }
    }

    private bool SkipTooLong()
    {
        TooLong = RecordErrors.Shorten(Text);
        text.SkipLine();
        _length = 0;
        return true;
    }
}
