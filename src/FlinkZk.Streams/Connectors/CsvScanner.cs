using System.Globalization;
using System.Text;
using System.Text.Unicode;
using FlinkZk.Streams.Records;

namespace FlinkZk.Streams.Connectors;

/// <summary>
/// Splits the bytes of a CSV file into fields where they lie, by the same rules as <see cref="CsvFieldReader"/>, which is the definition. Fields of records read since the last
/// <see cref="Refill"/> stay where they are.
/// <code>
///   | records of the batch | record under way | ahead | free |
///   ^ 0                    ^ start            ^ pos   ^ end
/// </code>
/// </summary>
internal sealed class CsvScanner(Stream stream, byte delimiter, InputLimits limits, int size = 256 * 1024)
{
    private readonly List<(int Field, int End)> _doubled = [];
    private byte[] _bytes = new byte[Math.Max(size, 16)];
    private int _start;
    private int _pos;
    private int _end;
    private bool _isFinal;
    private bool _isSkipping;

    // Up to here the bytes are known to be UTF-8.
    private int _valid;

    // A line end more where one stands in quotes.
    private long _line = 1;

    /// <summary>The line on which the record begins, from 1.</summary>
    public long Line { get; private set; }

    /// <summary>What is wrong with the record, if something is; then it has no fields.</summary>
    public FieldError? Error { get; private set; }

    /// <summary>The bytes in which the fields lie.</summary>
    public byte[] Bytes => _bytes;

    /// <summary>The number of fields.</summary>
    public int Count { get; private set; }

    /// <summary>Where the fields begin.</summary>
    public int[] Starts { get; private set; } = new int[16];

    /// <summary>How long they are; -1 = nothing, not even quotes.</summary>
    public int[] Lengths { get; private set; } = new int[16];

    /// <summary>Whether all bytes of the record are UTF-8.</summary>
    public bool IsUtf8 { get; private set; }

    /// <summary>A field's text; bytes that are none are shown as what usually stands for them.</summary>
    public string Text(int field) => Encoding.UTF8.GetString(_bytes, Starts[field], Math.Max(Lengths[field], 0));

    /// <summary>Reads the next record.</summary>
    /// <returns>False when it does not lie in the bytes that have been read: <see cref="Refill"/> gets more.</returns>
    public bool TryRead()
    {
        Error = null;
        Count = 0;
        if ((_isSkipping && !SkipLine()) || !PassEmptyLines())
            return false;
        _start = _pos;
        Line = _line;
        while (true)
        {
            switch (ReadField())
            {
                case Step.Field:
                    continue;
                case Step.End:
                    Unquote();
                    IsUtf8 = _pos <= _valid || Utf8.IsValid(_bytes.AsSpan(_start, _pos - _start));
                    return true;
                case Step.Failed:
                    Count = 0;
                    _doubled.Clear();
                    _isSkipping = true;
                    SkipLine();
                    return true;
                default:
                    return Rewind();
            }
        }
    }

    /// <summary>Reads more; what is not taken moves to the front.</summary>
    /// <returns>False at the end of the input: there is no further record.</returns>
    public bool Refill()
    {
        if (_isFinal)
            return false;
        _bytes.AsSpan(_pos, _end - _pos).CopyTo(_bytes);
        (_pos, _end, _valid) = (0, _end - _pos, 0);
        if (_end == _bytes.Length)
            Array.Resize(ref _bytes, _bytes.Length * 2);
        var read = stream.Read(_bytes, _end, _bytes.Length - _end);
        _end += read;
        _isFinal = read == 0;
        var whole = _bytes.AsSpan(0, _end).LastIndexOf((byte)'\n') + 1;
        if (Utf8.IsValid(_bytes.AsSpan(0, whole)))
            _valid = whole;
        return true;
    }

    private enum Step
    {
        Field,
        End,
        Failed,
        More,
    }

    private bool PassEmptyLines()
    {
        while (_pos < _end && _bytes[_pos] is (byte)'\r' or (byte)'\n')
        {
            if (!TakeLineEnd())
                return false;
        }

        return _pos < _end;
    }

    private Step ReadField()
    {
        if (Count == limits.MaxFields)
            return Fail(StreamErrorId.RecordTooLarge, $"The record has more than {limits.MaxFields} fields.", "Check the delimiter, or raise the limit.");
        if (_pos == _end && !_isFinal)
            return Step.More;
        var step = _pos < _end && _bytes[_pos] == '"' ? ReadQuoted() : ReadPlain();
        if (step != Step.Field)
            return step;
        if (_pos == _end)
            return Step.End;
        if (_bytes[_pos] == delimiter)
        {
            _pos++;
            return Step.Field;
        }

        return TakeLineEnd() ? Step.End : Step.More;
    }

    private Step ReadPlain()
    {
        var start = _pos;
        var found = _bytes.AsSpan(_pos, _end - _pos).IndexOfAny(delimiter, (byte)'\r', (byte)'\n');
        _pos = found < 0 ? _end : _pos + found;
        if (IsTooLong())
            return TooLong();
        if (found < 0 && !_isFinal)
            return Step.More;
        AddField(start, _pos == start ? -1 : _pos - start);
        return Step.Field;
    }

    private Step ReadQuoted()
    {
        var opened = _line;
        var start = ++_pos;
        var hasDoubled = false;
        while (true)
        {
            var found = _bytes.AsSpan(_pos, _end - _pos).IndexOfAny((byte)'"', (byte)'\r', (byte)'\n');
            _pos = found < 0 ? _end : _pos + found;
            if (IsTooLong())
                return TooLong();
            if (found < 0)
            {
                return !_isFinal ? Step.More
                    : Fail(StreamErrorId.UnparsableRecord, string.Create(CultureInfo.InvariantCulture, $"The quote that opens on line {opened} is not closed: it takes everything to the end, line {_line}."), "Close it, or double a quote that belongs to the text.");
            }

            if (_bytes[_pos] != '"')
            {
                if (!TakeLineEnd())
                    return Step.More;
                continue;
            }

            if (_pos + 1 == _end && !_isFinal)
                return Step.More;
            _pos++;
            if (_pos == _end || _bytes[_pos] != '"')
                break;
            hasDoubled = true;
            _pos++;
        }

        AddField(start, _pos - 1 - start);
        if (hasDoubled)
            _doubled.Add((Count - 1, _pos - 1));
        return _pos == _end || _bytes[_pos] == delimiter || _bytes[_pos] is (byte)'\r' or (byte)'\n' ? Step.Field
            : Fail(StreamErrorId.UnparsableRecord, "Text follows a closing quote.", "Put the whole field in quotes, and double a quote that belongs to the text.");
    }

    private void AddField(int start, int length)
    {
        if (Count == Starts.Length)
        {
            var (starts, lengths) = (Starts, Lengths);
            Array.Resize(ref starts, Count * 2);
            Array.Resize(ref lengths, Count * 2);
            (Starts, Lengths) = (starts, lengths);
        }

        Starts[Count] = start;
        Lengths[Count++] = length;
    }

    /// <summary>A doubled quote is one: text behind it moves left. Only now, because a record that is not whole is read again.</summary>
    private void Unquote()
    {
        foreach (var (field, end) in _doubled)
        {
            var to = Starts[field];
            for (var from = to; from < end; from++)
            {
                _bytes[to++] = _bytes[from];
                if (_bytes[from] == '"')
                    from++;
            }

            Lengths[field] = to - Starts[field];
        }

        _doubled.Clear();
    }

    /// <returns>False where its second half may still come.</returns>
    private bool TakeLineEnd()
    {
        var isReturn = _bytes[_pos] == '\r';
        if (isReturn && _pos + 1 == _end && !_isFinal)
            return false;
        _pos += isReturn && _pos + 1 < _end && _bytes[_pos + 1] == '\n' ? 2 : 1;
        _line++;
        return true;
    }

    /// <summary>Goes behind the next line end.</summary>
    /// <returns>False where it has not come yet.</returns>
    private bool SkipLine()
    {
        var found = _bytes.AsSpan(_pos, _end - _pos).IndexOfAny((byte)'\r', (byte)'\n');
        _pos = found < 0 ? _end : _pos + found;
        if (found < 0 ? !_isFinal : !TakeLineEnd())
            return false;
        _isSkipping = false;
        return true;
    }

    /// <summary>Goes back to where the record begins: it is read again when more has come.</summary>
    private bool Rewind()
    {
        (_pos, _line, Count) = (_start, Line, 0);
        _doubled.Clear();
        return false;
    }

    // The limit counts characters, of which there are never more than bytes.
    private bool IsTooLong() => _pos - _start > limits.MaxRecordLength && Encoding.UTF8.GetCharCount(_bytes, _start, _pos - _start) > limits.MaxRecordLength;

    private Step TooLong() => Fail(StreamErrorId.RecordTooLarge, $"The record is longer than {limits.MaxRecordLength} characters.", "Look for a quote that is not closed, or raise the limit.");

    private Step Fail(StreamErrorId id, string message, string action)
    {
        // More than is shown, in characters of up to four bytes.
        Error = new FieldError(id, message, action, RecordErrors.Shorten(Encoding.UTF8.GetString(_bytes, _start, Math.Min(_pos - _start, 1024))));
        return Step.Failed;
    }
}
