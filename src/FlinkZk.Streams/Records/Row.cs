namespace FlinkZk.Streams.Records;

/// <summary>A row of values under a <see cref="Records.Schema"/>: what the file sources produce.</summary>
public sealed class Row : IRow
{
    private readonly object?[] _values;

    /// <summary>Makes a row that owns <paramref name="values"/>.</summary>
    /// <param name="schema">The columns.</param>
    /// <param name="values">One value a column; the row keeps the array.</param>
    /// <exception cref="ArgumentException">The counts differ.</exception>
    public Row(Schema schema, object?[] values)
    {
        ArgumentNullException.ThrowIfNull(schema);
        ArgumentNullException.ThrowIfNull(values);
        if (values.Length != schema.Count)
            throw new ArgumentException($"{values.Length} values for {schema.Count} columns.", nameof(values));
        Schema = schema;
        _values = values;
    }

    /// <summary>The columns.</summary>
    public Schema Schema { get; }

    /// <summary>How values by which records are keyed were written; null where none came as text of no declared type.</summary>
    internal WrittenText? Written { get; init; }

    /// <inheritdoc/>
    public IReadOnlyList<string> Names => Schema.Names;

    /// <summary>The value in a column.</summary>
    /// <param name="index">The column's place.</param>
    public object? this[int index] => _values[index];

    /// <inheritdoc/>
    public bool TryGetValue(string name, out object? value)
    {
        var index = Schema.IndexOf(name);
        value = index < 0 ? null : _values[index];
        return index >= 0;
    }
}
