using System.Text.Json.Serialization;

namespace FlinkZk.Clusters.Rest;

/// <summary>The answer to a request that goes on behind it.</summary>
internal sealed record TriggerBody([property: JsonPropertyName("request-id")] string? Id);
