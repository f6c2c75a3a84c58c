using System.Text.Json.Serialization;

namespace FlinkZk.Clusters.Model;

/// <summary>What a TaskManager has.</summary>
public sealed record FlinkHardware
{
    /// <summary>Processors.</summary>
    [JsonPropertyName("cpuCores")]
    public long? Processors { get; init; }

    /// <summary>The machine's memory, in bytes.</summary>
    [JsonPropertyName("physicalMemory")]
    public long? PhysicalMemory { get; init; }

    /// <summary>The largest heap of its JVM, in bytes (Flink calls it <c>freeMemory</c>).</summary>
    [JsonPropertyName("freeMemory")]
    public long? Heap { get; init; }

    /// <summary>What Flink manages itself, in bytes.</summary>
    [JsonPropertyName("managedMemory")]
    public long? ManagedMemory { get; init; }
}
