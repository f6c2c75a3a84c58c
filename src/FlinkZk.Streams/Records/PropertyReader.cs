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

    /// <returns>False when the row has no such property.</returns>
    public bool TryRead(IRow row, out object? value)
    {
        var found = Find(row, out value);
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
        if (!ReferenceEquals(typed.Schema, _schema))
        {
            _schema = typed.Schema;
            _index = _schema.IndexOf(name);
        }

        value = _index < 0 ? null : typed[_index];
        return _index >= 0;
    }
}
