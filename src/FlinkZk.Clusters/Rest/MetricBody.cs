using System.Text.Json.Serialization;

namespace FlinkZk.Clusters.Rest;

/// <summary>An item of GET .../metrics: a name, with its value where that was asked for.</summary>
internal sealed record MetricBody([property: JsonPropertyName("id")] string? Id, [property: JsonPropertyName("value")] string? Value);
