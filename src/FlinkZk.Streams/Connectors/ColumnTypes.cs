using FlinkZk.Streams.Records;

namespace FlinkZk.Streams.Connectors;

/// <summary>The types that a schema declares, by column name, ignoring case.</summary>
/// <param name="declared">Types by column; null = none.</param>
internal sealed class ColumnTypes(IReadOnlyDictionary<string, FieldType>? declared)
{
    private readonly Dictionary<string, FieldType> _declared =
        new(declared ?? new Dictionary<string, FieldType>(), StringComparer.OrdinalIgnoreCase);

    /// <summary>The column's type; null where nobody declared one.</summary>
    public FieldType? this[string column] => _declared.TryGetValue(column, out var type) ? type : null;
}
