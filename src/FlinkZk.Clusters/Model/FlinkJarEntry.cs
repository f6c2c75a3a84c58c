using System.Text.Json.Serialization;

namespace FlinkZk.Clusters.Model;

/// <summary>A class with a main method.</summary>
public sealed record FlinkJarEntry
{
    /// <summary>Its name.</summary>
    [JsonPropertyName("name")]
    public string Name { get; init; } = "";
}
