using System.Text.Json.Serialization;

namespace FlinkZk.Clusters.Rest;

/// <summary>GET /config.</summary>
internal sealed record ConfigBody([property: JsonPropertyName("flink-version")] string? Version);
