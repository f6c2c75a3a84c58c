using FlinkZk.Streams.Records;

namespace FlinkZk.Streams.Connectors;

/// <summary>Makes rows of fields: each value is what its column's declared type makes of it, else what it stands for by itself.</summary>
internal sealed class TypedRowReader : IRecordReader
{
    private readonly FieldReader _fields;
    private readonly Schema _schema;
    private readonly FieldType?[] _types;
    // 1.1 and 1.10 are one number and two texts: a key is what is written, unless its type is declared.
    private readonly int _key;
    private readonly StringPool _strings = new();
    private readonly string _file;

    /// <param name="fields">The records.</param>
    /// <param name="schema">The columns.</param>
    /// <param name="types">What is declared of them.</param>
    /// <param name="key">The column by which the plan keys its records; null = none.</param>
    /// <param name="file">The file's name, for errors.</param>
    public TypedRowReader(FieldReader fields, Schema schema, ColumnTypes types, string? key, string file)
    {
        _fields = fields;
        _schema = schema;
        _file = file;
        _types = [.. schema.Names.Select(name => types[name])];
        _key = key is null ? -1 : schema.IndexOf(key);
        if (_key >= 0 && _types[_key] is not null)
            _key = -1;
    }

    public bool Read(RecordBatch batch)
    {
        if (!_fields.Read())
            return false;
        var position = new SourcePosition(_file, _fields.Line);
        if (_fields.Error is { } error)
            batch.AddError(RecordErrors.Line(error.Id, error.Message, error.Action, position, error.Text));
        else if (_fields.Count != _schema.Count)
            batch.AddError(Ragged(position));
        else if (FindInvalid() is var invalid and >= 0)
            batch.AddError(NotUtf8(position, invalid));
        else if (TryMakeRow(out var row, out var wrong))
            batch.Add(row, position);
        else
            batch.AddError(WrongType(position, wrong));
        return true;
    }

    private int FindInvalid()
    {
        for (var i = 0; i < _schema.Count; i++)
        {
            if (CharBuffer.HasInvalid(_fields.Field(i)))
                return i;
        }

        return -1;
    }

    private bool TryMakeRow(out Row row, out int wrong)
    {
        var values = new object?[_schema.Count];
        row = null!;
        for (wrong = 0; wrong < values.Length; wrong++)
        {
            if (!TryConvert(wrong, out values[wrong]))
                return false;
        }

        row = new Row(_schema, values) { KeyText = _key < 0 ? null : values[_key] as string ?? _strings.Get(_fields.Field(_key)) };
        return true;
    }

    private bool TryConvert(int column, out object? value)
    {
        value = null;
        if (_fields.IsNull(column))
            return true;
        var text = _fields.Field(column);
        if (_types[column] is not { } type)
            value = FieldConverter.Infer(text) ?? _strings.Get(text);
        else if (type == FieldType.Text)
            value = _strings.Get(text);
        else if (text.Length > 0)
            return FieldConverter.TryConvert(type, text, out value);
        return true;
    }

    private RecordError Ragged(SourcePosition position) => RecordErrors.Line(
        StreamErrorId.UnparsableRecord,
        $"The record has {_fields.Count} fields, the header {_schema.Count}.",
        "Check the delimiter and the quotes.",
        position,
        _fields.Count == 0 ? "" : _fields.Field(0));

    // Two texts that differ in such bytes only would be one.
    private RecordError NotUtf8(SourcePosition position, int column) => RecordErrors.Line(
        StreamErrorId.UnparsableRecord,
        $"The field '{_schema.Names[column]}' is not valid UTF-8: '{RecordErrors.Shorten(CharBuffer.Shown(_fields.Field(column)))}'.",
        RecordErrors.EncodingAction,
        position,
        CharBuffer.Shown(_fields.Field(column)),
        _schema.Names[column]);

    private RecordError WrongType(SourcePosition position, int column) => RecordErrors.Line(
        StreamErrorId.UnparsableValue,
        $"The field '{_schema.Names[column]}' is not of the declared type {_types[column]}: '{RecordErrors.Shorten(_fields.Field(column))}'.",
        "Correct the schema or the value.",
        position,
        _fields.Field(column),
        _schema.Names[column]);
}
