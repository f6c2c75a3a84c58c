using System.Globalization;
using FlinkZk.Streams.Records;

namespace FlinkZk.Streams.Connectors;

/// <summary>
/// Splits CSV by RFC 4180: a field may stand in quotes, and then holds delimiters, line ends and doubled quotes. A quote inside an unquoted field is an ordinary
/// character. Lines end with CR LF, LF or CR; empty lines are passed over. After a record that cannot be split, reading goes on at the next line end.
/// </summary>
internal sealed class CsvFieldReader(CharBuffer text, char delimiter, InputLimits limits) : FieldReader
{
    private readonly List<(int Start, int Length, bool Quoted)> _fields = [];

    public override int Count => _fields.Count;

    public override ReadOnlySpan<char> Field(int index) => text.Slice(_fields[index].Start, _fields[index].Length);

    public override bool IsNull(int index) => _fields[index] is { Length: 0, Quoted: false };

    public override bool Read()
    {
        Error = null;
        _fields.Clear();
        while (text.Peek() is '\r' or '\n')
            text.TakeLineEnd();
        if (text.Peek() < 0)
            return false;

        Line = text.Line;
        text.StartRecord();
        while (ReadField())
        {
        }

        if (Error is not null)
            _fields.Clear();
        return true;
    }

    /// <returns>Whether another field follows.</returns>
    private bool ReadField()
    {
        if (_fields.Count == limits.MaxFields)
            return Fail(StreamErrorId.RecordTooLarge, $"The record has more than {limits.MaxFields} fields.", "Check the delimiter, or raise the limit.");
        var read = text.Peek() == '"' ? ReadQuoted() : ReadPlain();
        if (!read)
            return false;

        var next = text.Peek();
        if (next == delimiter)
        {
            text.Take(1);
            return true;
        }

        if (next >= 0)
            text.TakeLineEnd();
        return false;
    }

    private bool ReadPlain()
    {
        var start = text.Length;
        if (!TakeUntilAny(delimiter, '\r', '\n'))
            return false;
        _fields.Add((start, text.Length - start, false));
        return true;
    }

    private bool ReadQuoted()
    {
        var opened = text.Line;
        text.Take(1);
        var start = text.Length;
        // Text after a doubled quote moves left over it, so that the field is one piece.
        var length = 0;
        while (true)
        {
            var part = text.Length;
            if (!TakeUntilAny('"', '\r', '\n'))
                return false;
            var next = text.Peek();
            if (next < 0)
                return Fail(StreamErrorId.UnparsableRecord, string.Create(CultureInfo.InvariantCulture, $"The quote that opens on line {opened} is not closed: it takes everything to the end, line {text.Line}."), "Close it, or double a quote that belongs to the text.");

            if (next == '"')
                text.Take(1);
            else
                text.TakeLineEnd();
            var closed = next == '"' && text.Peek() != '"';
            var keep = text.Length - part - (closed ? 1 : 0);
            text.Slice(part, keep).CopyTo(text.Slice(start + length, keep));
            length += keep;
            if (closed)
                break;
            if (next == '"')
                text.Take(1);
        }

        _fields.Add((start, length, true));
        return text.Peek() is var after && (after < 0 || after == delimiter || after is '\r' or '\n')
            || Fail(StreamErrorId.UnparsableRecord, "Text follows a closing quote.", "Put the whole field in quotes, and double a quote that belongs to the text.");
    }

    /// <summary>Takes text up to one of three characters or the end.</summary>
    /// <returns>False when the record grew beyond the limit.</returns>
    private bool TakeUntilAny(char a, char b, char c)
    {
        while (true)
        {
            var ahead = text.Ahead;
            var found = ahead.IndexOfAny(a, b, c);
            text.Take(found < 0 ? ahead.Length : found);
            if (text.Length > limits.MaxRecordLength)
                return Fail(StreamErrorId.RecordTooLarge, $"The record is longer than {limits.MaxRecordLength} characters.", "Look for a quote that is not closed, or raise the limit.");
            if (found >= 0 || !text.Fill())
                return true;
        }
    }

    /// <summary>Notes the error and goes to the next line end.</summary>
    private bool Fail(StreamErrorId id, string message, string action)
    {
        Error = new FieldError(id, message, action, RecordErrors.Shorten(text.Slice(0, text.Length)));
        text.SkipLine();
        return false;
    }
}
