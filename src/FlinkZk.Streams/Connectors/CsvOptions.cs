namespace FlinkZk.Streams.Connectors;

/// <summary>How a CSV file is read. UTF-8, or UTF-16 and UTF-32 with a byte order mark.</summary>
public sealed record CsvOptions
{
    /// <summary>What stands between two fields.</summary>
    public char Delimiter { get; init; } = ',';

    /// <summary>The columns' names of files that have no header; null = the first record is the header.</summary>
    public IReadOnlyList<string>? Header { get; init; }

    /// <summary>
    /// Types by column, ignoring case. A column without one takes the type that all of its first 1000 values have: Int64, Double, Boolean, else text.
    /// A later value that is not of an inferred type stays text; one that is not of a declared type is an error.
    /// </summary>
    public IReadOnlyDictionary<string, FieldType>? Schema { get; init; }

    /// <summary>How large a record may be.</summary>
    public InputLimits Limits { get; init; } = new();
}
