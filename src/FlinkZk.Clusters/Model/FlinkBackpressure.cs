using System.Text.Json.Serialization;

namespace FlinkZk.Clusters.Model;

/// <summary>How the subtasks of a vertex spend their time.</summary>
public sealed record FlinkBackpressure
{
    /// <summary><c>ok</c>; <c>deprecated</c> where Flink has to look first.</summary>
    [JsonPropertyName("status")]
    public string? Status { get; init; }

    /// <summary>ok, low or high; null where Flink has to look first.</summary>
    [JsonPropertyName("backpressureLevel")]
    public string? Level { get; init; }

    /// <summary>When Flink looked.</summary>
    [JsonPropertyName("end-timestamp")]
    public DateTimeOffset? Time { get; init; }

    /// <summary>Each of them.</summary>
    [JsonPropertyName("subtasks")]
    public IReadOnlyList<FlinkSubtaskPressure>? Subtasks { get; init; }
}

/// <summary>How one subtask spends its time; shares from 0 to 1.</summary>
public sealed record FlinkSubtaskPressure
{
    /// <summary>Its number.</summary>
    [JsonPropertyName("subtask")]
    public long? Subtask { get; init; }

    /// <summary>Held back by those behind it.</summary>
    [JsonPropertyName("ratio")]
    public double? BackPressured { get; init; }

    /// <summary>At work; NaN of one that cannot tell, such as an old source.</summary>
    [JsonPropertyName("busyRatio")]
    public double? Busy { get; init; }

    /// <summary>Without anything to do.</summary>
    [JsonPropertyName("idleRatio")]
    public double? Idle { get; init; }
}
