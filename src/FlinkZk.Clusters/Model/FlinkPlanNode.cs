using System.Text.Json.Serialization;

namespace FlinkZk.Clusters.Model;

/// <summary>Operators that run together, as a job's plan has them.</summary>
public sealed record FlinkPlanNode
{
    /// <summary>The id of the vertex.</summary>
    [JsonPropertyName("id")]
    public string Id { get; init; } = "";

    /// <summary>What it does, in the HTML that Flink's web page wants.</summary>
    [JsonPropertyName("description")]
    public string? Description { get; init; }

    /// <summary>How many run side by side.</summary>
    [JsonPropertyName("parallelism")]
    public long? Parallelism { get; init; }

    /// <summary>Where its records come from.</summary>
    [JsonPropertyName("inputs")]
    public IReadOnlyList<FlinkPlanInput>? Inputs { get; init; }
}

/// <summary>A way that records take between two vertices.</summary>
public sealed record FlinkPlanInput
{
    /// <summary>The vertex that they come from.</summary>
    [JsonPropertyName("id")]
    public string Id { get; init; } = "";

    /// <summary>How they are spread: FORWARD, HASH, REBALANCE and the like.</summary>
    [JsonPropertyName("ship_strategy")]
    public string? Strategy { get; init; }

    /// <summary>How they are carried: pipelined_bounded, blocking and the like.</summary>
    [JsonPropertyName("exchange")]
    public string? Exchange { get; init; }
}
