using System.Text.Json.Serialization;

namespace FlinkZk.Clusters.Model;

/// <summary>A log of a process.</summary>
public sealed record FlinkLogFile
{
    /// <summary>The file's name.</summary>
    [JsonPropertyName("name")]
    public string Name { get; init; } = "";

    /// <summary>Its bytes.</summary>
    [JsonPropertyName("size")]
    public long? Size { get; init; }

    /// <summary>When it was last written; versions before 1.17 do not tell.</summary>
    [JsonPropertyName("mtime")]
    public DateTimeOffset? Modified { get; init; }
}
