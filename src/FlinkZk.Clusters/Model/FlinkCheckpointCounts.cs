using System.Text.Json.Serialization;

namespace FlinkZk.Clusters.Model;

/// <summary>How many checkpoints there were since the present leader has the job.</summary>
public sealed record FlinkCheckpointCounts
{
    /// <summary>From how many it was restored.</summary>
    [JsonPropertyName("restored")]
    public long? Restored { get; init; }

    /// <summary>Under way.</summary>
    [JsonPropertyName("in_progress")]
    public long? InProgress { get; init; }

    /// <summary>Complete.</summary>
    [JsonPropertyName("completed")]
    public long? Completed { get; init; }

    /// <summary>Failed.</summary>
    [JsonPropertyName("failed")]
    public long? Failed { get; init; }
}
