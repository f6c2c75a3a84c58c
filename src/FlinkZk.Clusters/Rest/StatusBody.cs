using System.Text.Json.Serialization;

namespace FlinkZk.Clusters.Rest;

/// <summary>GET /jobs/:id/status.</summary>
internal sealed record StatusBody([property: JsonPropertyName("status")] string? Status);
