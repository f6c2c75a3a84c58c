using System.Globalization;
using FlinkZk.Streams.Aggregates;
using FlinkZk.Streams.Connectors;

namespace FlinkZk;

/// <summary>
/// Types of properties that come down the pipeline as text, as Import-Csv gives them all: what the schema declares, and numbers where an aggregate computes or compares: the largest of 9 and 100 is 100, as in a file.
/// Text that is not of its type stays text, and the engine says so where it is used.
/// </summary>
internal sealed class PipelineTypes
{
    private readonly Dictionary<string, FieldType?> _types = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, FieldType?> _declared = new(StringComparer.OrdinalIgnoreCase);

    public PipelineTypes(IReadOnlyDictionary<string, FieldType>? schema, IEnumerable<Aggregate> aggregates)
    {
        foreach (var aggregate in aggregates.Where(aggregate => aggregate.Function is AggregateFunction.Sum or AggregateFunction.Avg or AggregateFunction.Min or AggregateFunction.Max))
            _types[aggregate.Property!] = null;
        foreach (var (name, type) in schema ?? new Dictionary<string, FieldType>())
            _types[name] = _declared[name] = type;
    }

    /// <summary>Whether a schema declares types.</summary>
    public bool HasSchema => _declared.Count > 0;

    public object? Convert(string name, object? value) => Convert(_types, name, value);

    /// <summary>As the schema declares it, and only so: a condition does not change its meaning with the aggregates.</summary>
    public object? ConvertDeclared(string name, object? value) => Convert(_declared, name, value);

    private static object? Convert(Dictionary<string, FieldType?> types, string name, object? value) =>
        value is string text && types.TryGetValue(name, out var type) ? Read(text, type) ?? text : value;

    private static object? Read(string text, FieldType? type) => type switch
    {
        null => Read(text, FieldType.Int64) ?? Read(text, FieldType.Double),
        FieldType.Int64 => long.TryParse(text, NumberStyles.Integer, CultureInfo.InvariantCulture, out var integer) ? integer : null,
        FieldType.Double => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : null,
        FieldType.Decimal => decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var amount) ? amount : null,
        FieldType.Boolean => bool.TryParse(text, out var flag) ? flag : null,
        FieldType.DateTime => DateTime.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var time) ? time : null,
        _ => null,
    };
}
