using System.Text.Unicode;
using FlinkZk.Streams.Records;

namespace FlinkZk.Streams.Connectors;

/// <summary>Fills batches with the fields of JSON lines. A line that has a shape of its own is left to the reader that is the rule, as a row in its place.</summary>
internal sealed class JsonFieldsReader : IRecordReader, IFieldValues
{
    private readonly ByteBuffer _bytes;
    private readonly JsonLinesReader _rule;
    private readonly JsonRowParser _parser;
    private readonly ColumnTypes _types;
    private readonly InputLimits _limits;
    private readonly string _file;
    private JsonShape _shape;
    private FieldColumns _fields;

    // Where the lines of the batch lie.
    private (int Start, int Length)[] _lines = [];

    // A shape for the next batch, seen in a line that did not fit.
    private JsonShape? _next;

    public JsonFieldsReader(ByteBuffer bytes, JsonLinesReader rule, JsonRowParser parser, ColumnTypes types, InputLimits limits, string file)
    {
        (_bytes, _rule, _parser, _types, _limits, _file) = (bytes, rule, parser, types, limits, file);
        _shape = new JsonShape([], types);
        _fields = NewFields();
    }

    /// <inheritdoc/>
    public bool FillsBatch => true;

    /// <summary>Adds what lies in the buffer, at least one record.</summary>
    public bool Read(RecordBatch batch)
    {
        if (_next is not null)
        {
            (_shape, _next) = (_next, null);
            _fields = NewFields();
        }

        while (!batch.IsFull && _next is null && TryFindLine(out var length))
        {
            Add(batch, length);
            _bytes.Take(length);
        }

        if (batch.Count > 0)
        {
            _fields.Bytes = _bytes.Bytes;
            batch.Fields = _fields;
            return true;
        }

        // A line that is not whole yet, or too long: the rule waits for it.
        return _rule.Read(batch);
    }

    object? IFieldValues.Value(FieldColumns fields, int record, int column)
    {
        var text = fields.Utf8(record, column);
        return fields.Kind(record, column) switch
        {
            FieldKind.Null => null,
            FieldKind.Text when fields.Type(column) is null or FieldType.Text => _parser.Text(text),
            FieldKind.Text => _parser.ParseValue(fields.Bytes.AsSpan(fields.Start(record, column) - 1, text.Length + 2), fields.Schema.Names[column]),
            FieldKind.Number when Utf8Number.TryInt64(text, out var number) => FieldConverter.Box(number),
            _ => _parser.ParseValue(text, fields.Schema.Names[column]),
        };
    }

    Row IFieldValues.Row(FieldColumns fields, int record) => _parser.Parse(fields.Bytes.AsSpan(_lines[record].Start, _lines[record].Length));

    /// <summary>A whole line that lies in the buffer; blanks before it are taken.</summary>
    private bool TryFindLine(out int length)
    {
        length = 0;
        var ahead = _bytes.Ahead;
        var content = ahead.IndexOfAnyExcept(" \t\r\n"u8);
        _bytes.Take(content < 0 ? ahead.Length : content);
        ahead = _bytes.Ahead;
        if (ahead.IsEmpty)
            return false;
        length = ahead.IndexOf((byte)'\n');
        if (length < 0 && _bytes.IsFinal)
            length = ahead.Length;
        return length >= 0 && length <= _limits.MaxRecordLength;
    }

    private void Add(RecordBatch batch, int length)
    {
        var json = _bytes.Ahead[..length];
        var record = batch.Count;
        if (_shape.Schema.Count > 0 && _shape.Schema.Count <= _limits.MaxFields && Utf8.IsValid(json) && _shape.TryFind(json, _bytes.Start, _fields.Room(record)))
        {
            if (record >= _lines.Length)
                Array.Resize(ref _lines, Math.Max(record + 1, _lines.Length * 2));
            _lines[record] = (_bytes.Start, length);
            batch.AddFields(new SourcePosition(_file, _bytes.Line));
            return;
        }

        _fields.Room(record).Clear();
        _rule.AddRecord(batch, json, _bytes.Line);
        if (batch.Fate(record) == RecordFate.Live && batch.Row(record) is Row row && row.Names.Any(name => _shape.Schema.IndexOf(name) < 0))
            _next = _shape.With(row.Names, _types);
    }

    private FieldColumns NewFields() => new(_shape.Schema, _shape.Types, isWritten: false, this);
}
