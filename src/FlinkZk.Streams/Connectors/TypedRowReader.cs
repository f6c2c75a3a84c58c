using FlinkZk.Streams.Records;

namespace FlinkZk.Streams.Connectors;

/// <summary>Makes rows of fields: gives each column its type, and each value what its column's type makes of it.</summary>
internal sealed class TypedRowReader : IRecordReader
{
    private readonly SampledFieldReader _fields;
    private readonly Schema _schema;
    private readonly (FieldType Type, bool IsDeclared)[] _types;
    private readonly StringPool _strings = new();
    private readonly string _file;

    public TypedRowReader(FieldReader fields, Schema schema, ColumnTypes types, string file)
    {
        _fields = new SampledFieldReader(fields);
        _schema = schema;
        _file = file;
        for (var i = 0; i < schema.Count; i++)
        {
            if (!types.Knows(schema.Names[i]))
                types.Infer(schema.Names[i], _fields.Sample(i));
        }

        _types = [.. schema.Names.Select(name => types[name])];
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
        else if (TryMakeRow(out var values, out var wrong))
            batch.Add(new Row(_schema, values), position);
        else
            batch.AddError(WrongType(position, wrong));
        return true;
    }

    private bool TryMakeRow(out object?[] values, out int wrong)
    {
        values = new object?[_schema.Count];
        for (wrong = 0; wrong < values.Length; wrong++)
        {
            if (!TryConvert(wrong, out values[wrong]))
                return false;
        }

        return true;
    }

    private bool TryConvert(int column, out object? value)
    {
        value = null;
        if (_fields.IsNull(column))
            return true;
        var (type, isDeclared) = _types[column];
        var text = _fields.Field(column);
        if (type == FieldType.Text)
            value = _strings.Get(text);
        else if (text.Length > 0 && isDeclared)
            return FieldConverter.TryConvert(type, text, out value);
        else if (text.Length > 0 && !FieldConverter.TryInfer(type, text, out value))
            value = _strings.Get(text);
        return true;
    }

    private RecordError Ragged(SourcePosition position) => RecordErrors.Line(
        StreamErrorId.UnparsableRecord,
        $"The record has {_fields.Count} fields, the header {_schema.Count}.",
        "Check the delimiter and the quotes.",
        position,
        _fields.Count == 0 ? "" : _fields.Field(0));

    private RecordError WrongType(SourcePosition position, int column) => RecordErrors.Line(
        StreamErrorId.UnparsableValue,
        $"The field '{_schema.Names[column]}' is not of the declared type {_types[column].Type}: '{RecordErrors.Shorten(_fields.Field(column))}'.",
        "Correct the schema or the value.",
        position,
        _fields.Field(column),
        _schema.Names[column]);
}
