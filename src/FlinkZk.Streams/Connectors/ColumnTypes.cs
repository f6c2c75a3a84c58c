namespace FlinkZk.Streams.Connectors;

/// <summary>The types of an input's columns by name: declared, or inferred once and kept for all its files.</summary>
/// <param name="declared">Types by column, ignoring case; null = none.</param>
internal sealed class ColumnTypes(IReadOnlyDictionary<string, FieldType>? declared)
{
    /// <summary>From the narrowest; text takes all.</summary>
    private static readonly FieldType[] Inferable = [FieldType.Int64, FieldType.Double, FieldType.Boolean];

    private readonly Dictionary<string, FieldType> _declared =
        new(declared ?? new Dictionary<string, FieldType>(), StringComparer.OrdinalIgnoreCase);

    private readonly Dictionary<string, FieldType> _inferred = new(StringComparer.Ordinal);

    /// <summary>The column's type, and whether somebody declared it.</summary>
    public (FieldType Type, bool IsDeclared) this[string column] =>
        _declared.TryGetValue(column, out var type) ? (type, true) : (_inferred.GetValueOrDefault(column), false);

    /// <summary>Whether the column has a type already.</summary>
    public bool Knows(string column) => _declared.ContainsKey(column) || _inferred.ContainsKey(column);

    /// <summary>Infers a column's type: the narrowest that all values have; text where there is none.</summary>
    /// <param name="column">The column.</param>
    /// <param name="values">Values of its sample; empty ones say nothing.</param>
    public void Infer(string column, IEnumerable<string?> values)
    {
        var texts = values.Where(v => !string.IsNullOrEmpty(v)).ToList();
        if (texts.Count > 0)
            _inferred[column] = Array.Find(Inferable, type => texts.TrueForAll(text => FieldConverter.TryInfer(type, text, out _)));
    }
}
