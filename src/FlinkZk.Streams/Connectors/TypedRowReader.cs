using FlinkZk.Streams.Records;

namespace FlinkZk.Streams.Connectors;

/// <summary>Makes rows of fields, a record at a time.</summary>
internal sealed class TypedRowReader : IRecordReader
{
    private readonly FieldReader _fields;
    private readonly Schema _schema;
    private readonly FieldRows _rows;

    /// <param name="fields">The records.</param>
    /// <param name="schema">The columns.</param>
    /// <param name="types">What is declared of them.</param>
    /// <param name="keys">The columns by which the plan keys its records.</param>
    /// <param name="file">The file's name, for errors.</param>
    public TypedRowReader(FieldReader fields, Schema schema, ColumnTypes types, IReadOnlyList<string> keys, string file)
    {
        _fields = fields;
        _schema = schema;
        _rows = new FieldRows(schema, types, keys, file);
    }

    public bool Read(RecordBatch batch)
    {
        if (!_fields.Read())
            return false;
        var position = new SourcePosition(_rows.File, _fields.Line);
        if (_fields.Error is { } error)
            batch.AddError(RecordErrors.Line(error.Id, error.Message, error.Action, position, error.Text));
        else if (_fields.Count != _schema.Count)
            batch.AddError(_rows.Ragged(position, _fields.Count, _fields.Count == 0 ? "" : _fields.Field(0)));
        else if (FindInvalid() is var invalid and >= 0)
            batch.AddError(_rows.NotUtf8(position, invalid, CharBuffer.Shown(_fields.Field(invalid))));
        else if (TryMakeRow(out var row, out var wrong))
            batch.Add(row, position);
        else
            batch.AddError(_rows.WrongType(position, wrong, _fields.Field(wrong)));
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
            if (!_fields.IsNull(wrong) && !_rows.TryConvert(wrong, _fields.Field(wrong), out values[wrong]))
                return false;
        }

        WrittenText? written = null;
        foreach (var column in _rows.Keys)
            written = _rows.Written(column, values[column], _fields.Field(column), written);
        row = new Row(_schema, values) { Written = written };
        return true;
    }
}
