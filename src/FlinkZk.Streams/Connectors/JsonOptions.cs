namespace FlinkZk.Streams.Connectors;

/// <summary>How a JSON file is read: an object a line, or one array of objects. UTF-8.</summary>
public sealed record JsonOptions
{
    /// <summary>Types by property, ignoring case, for values that come as text or as another type of number; a value that is not of it is an error.</summary>
    public IReadOnlyDictionary<string, FieldType>? Schema { get; init; }

    /// <summary>How large a record may be.</summary>
    public InputLimits Limits { get; init; } = new();
}
