using FlinkZk.Streams.Records;

namespace FlinkZk;

/// <summary>
/// Types that a schema declares for properties which come down the pipeline as text, as Import-Csv gives them all. What is declared of nothing stays what it is:
/// the engine reads numbers where it computes, in a file as here.
/// </summary>
internal sealed class PipelineTypes(IReadOnlyDictionary<string, FieldType>? schema)
{
    private readonly Dictionary<string, FieldType> _types = new(schema ?? new Dictionary<string, FieldType>(), StringComparer.OrdinalIgnoreCase);

    /// <summary>Whether a schema declares types.</summary>
    public bool HasSchema => _types.Count > 0;

    /// <summary>The value as it is declared. Empty text is no value, as an empty field of a file is none; text that is not of its type stays text, which <see cref="FindWrong"/> tells.</summary>
    public object? Convert(string name, object? value)
    {
        if (value is not string text || !_types.TryGetValue(name, out var type) || type == FieldType.Text)
            return value;
        return text.Length == 0 ? null : FieldConverter.TryConvert(type, text, out var converted) ? converted : text;
    }

    /// <summary>A property that has text which is not of its declared type.</summary>
    public (string Name, FieldType Type, string Text)? FindWrong(PipelineRow row)
    {
        foreach (var (name, type) in _types)
        {
            if (type != FieldType.Text && row.TryGetValue(name, out var value) && value is string text)
                return (name, type, text);
        }
        return null;
    }
}
