namespace FlinkZk.Streams.Records;

/// <summary>Reads one property of many rows; looks the column up once a schema, and knows whether any row ever had it.</summary>
/// <param name="name">The property.</param>
internal sealed class PropertyReader(string name)
{
    private Schema? _schema;
    private int _index;

    public string Name => name;

    /// <summary>Whether a row had it.</summary>
    public bool WasThere { get; private set; }

    /// <summary>How many rows lacked it.</summary>
    public int Missed { get; private set; }

    /// <summary>Reads the property of a record, from its fields where no row has been made of them.</summary>
    /// <returns>False when the record has no such property.</returns>
    public bool TryRead(RecordBatch batch, int index, out object? value)
    {
        var found = batch.FieldsOf(index) is { } fields ? Find(fields, index, out value) : Find(batch.Row(index), out value);
        WasThere |= found;
        if (!found && Missed < int.MaxValue)
            Missed++;
        return found;
    }

    /// <summary>How the value that was just read was written; null where that is not known.</summary>
    public string? WrittenIn(IRow row) => row is Row typed ? WrittenText.Of(typed.Written, _index) : null;

    private bool Find(IRow row, out object? value)
    {
        if (row is not Row typed)
            return row.TryGetValue(name, out value);
        var column = ColumnOf(typed.Schema);
        value = column < 0 ? null : typed[column];
        return column >= 0;
    }

    private bool Find(FieldColumns fields, int index, out object? value)
    {
        var column = ColumnOf(fields.Schema);
        var found = column >= 0 && fields.Kind(index, column) != FieldKind.Missing;
        value = found ? fields.Value(index, column) : null;
        return found;
    }

    private int ColumnOf(Schema schema)
    {
        if (!ReferenceEquals(schema, _schema))
        {
            _schema = schema;
            _index = schema.IndexOf(name);
        }

        return _index;
    }
}
