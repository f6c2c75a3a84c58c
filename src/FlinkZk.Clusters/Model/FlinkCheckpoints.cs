using System.Text.Json.Serialization;

namespace FlinkZk.Clusters.Model;

/// <summary>The checkpoints of a job since its present leader has it.</summary>
public sealed record FlinkCheckpoints : IFlinkAnswer
{
    /// <summary>How many there were.</summary>
    [JsonPropertyName("counts")]
    public FlinkCheckpointCounts? Counts { get; init; }

    /// <summary>The newest of each kind.</summary>
    [JsonPropertyName("latest")]
    public FlinkLatestCheckpoints? Latest { get; init; }

    /// <summary>The last ones (<c>web.checkpoints.history</c>), newest first.</summary>
    [JsonPropertyName("history")]
    public IReadOnlyList<FlinkCheckpoint>? History { get; init; }

    bool IFlinkAnswer.IsWhole => History is not null;
}
