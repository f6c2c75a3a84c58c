using System.Text;
using FlinkZk.Streams.Records;

namespace FlinkZk.Streams.Connectors;

/// <summary>How a JSON file is read: an object a line, or one array of objects. It may be compressed by gzip.</summary>
public sealed record JsonOptions
{
    /// <summary>Types by property, ignoring case, for values that come as text or as another type of number; a value that is not of it is an error.</summary>
    public IReadOnlyDictionary<string, FieldType>? Schema { get; init; }

    /// <summary>How the text is encoded; null = UTF-8, or what a byte order mark says.</summary>
    public Encoding? Encoding { get; init; }

    /// <summary>How large a record may be.</summary>
    public InputLimits Limits { get; init; } = new();

    /// <summary>Whether the file is read a record at a time by the reader that is the rule, also where a faster one would give the same.</summary>
    internal bool ByRule { get; init; }
}
