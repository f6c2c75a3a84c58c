using System.Text.Json.Serialization;

namespace FlinkZk.Clusters.Model;

/// <summary>A process that runs tasks.</summary>
public sealed record FlinkTaskManager
{
    /// <summary>Its id: <c>host:port-suffix</c>, or what it was given.</summary>
    [JsonPropertyName("id")]
    public string Id { get; init; } = "";

    /// <summary>Where its RPC service is reached.</summary>
    [JsonPropertyName("path")]
    public string? Path { get; init; }

    /// <summary>When it was last heard of (Flink calls it <c>timeSinceLastHeartbeat</c>, and it is a time).</summary>
    [JsonPropertyName("timeSinceLastHeartbeat")]
    public DateTimeOffset? LastHeartbeat { get; init; }

    /// <summary>How many slots it has.</summary>
    [JsonPropertyName("slotsNumber")]
    public long? Slots { get; init; }

    /// <summary>How many of them are free.</summary>
    [JsonPropertyName("freeSlots")]
    public long? FreeSlots { get; init; }

    /// <summary>The machine.</summary>
    [JsonPropertyName("hardware")]
    public FlinkHardware? Hardware { get; init; }
}
