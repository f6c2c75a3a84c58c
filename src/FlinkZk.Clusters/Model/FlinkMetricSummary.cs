using System.Text.Json.Serialization;

namespace FlinkZk.Clusters.Model;

/// <summary>A metric of several jobs, TaskManagers or subtasks together.</summary>
public sealed record FlinkMetricSummary
{
    /// <summary>Its name.</summary>
    [JsonPropertyName("id")]
    public string Name { get; init; } = "";

    /// <summary>The smallest value.</summary>
    [JsonPropertyName("min")]
    public double? Min { get; init; }

    /// <summary>The largest.</summary>
    [JsonPropertyName("max")]
    public double? Max { get; init; }

    /// <summary>The mean.</summary>
    [JsonPropertyName("avg")]
    public double? Average { get; init; }

    /// <summary>All of them together.</summary>
    [JsonPropertyName("sum")]
    public double? Sum { get; init; }
}
