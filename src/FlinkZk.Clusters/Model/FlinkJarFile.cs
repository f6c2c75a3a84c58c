using System.Text.Json.Serialization;

namespace FlinkZk.Clusters.Model;

/// <summary>A jar that a JobManager has. Others do not have it, and the next leader neither.</summary>
public sealed record FlinkJarFile
{
    /// <summary>Its id: a GUID, _ and the name.</summary>
    [JsonPropertyName("id")]
    public string Id { get; init; } = "";

    /// <summary>The file's name.</summary>
    [JsonPropertyName("name")]
    public string Name { get; init; } = "";

    /// <summary>When it came.</summary>
    [JsonPropertyName("uploaded")]
    public DateTimeOffset? Uploaded { get; init; }

    /// <summary>The classes with a main method that its manifest names.</summary>
    [JsonPropertyName("entry")]
    public IReadOnlyList<FlinkJarEntry>? Entries { get; init; }

    /// <summary>The JobManager that has it.</summary>
    [JsonIgnore]
    public Uri? Address { get; init; }
}
