using System.Text.Json.Serialization;

namespace FlinkZk.Clusters.Model;

/// <summary>Operators of a job that run together.</summary>
public sealed record FlinkVertex
{
    /// <summary>Its id, 32 hexadecimal digits.</summary>
    [JsonPropertyName("id")]
    public string Id { get; init; } = "";

    /// <summary>What it does.</summary>
    [JsonPropertyName("name")]
    public string Name { get; init; } = "";

    /// <summary>How many run side by side.</summary>
    [JsonPropertyName("parallelism")]
    public long? Parallelism { get; init; }

    /// <summary>The most that its state can be spread over.</summary>
    [JsonPropertyName("maxParallelism")]
    public long? MaxParallelism { get; init; }

    /// <summary>The id of those whose tasks share slots with its own, since Flink 1.18; null of an older one.</summary>
    [JsonPropertyName("slotSharingGroupId")]
    public string? SlotSharingGroup { get; init; }

    /// <summary>Its state.</summary>
    [JsonPropertyName("status")]
    public string? State { get; init; }
}
