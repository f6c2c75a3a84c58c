using System.Text.Json.Serialization;

namespace FlinkZk.Clusters.Rest;

/// <summary>One setting of GET /jobmanager/config.</summary>
internal sealed record SettingBody([property: JsonPropertyName("key")] string? Key, [property: JsonPropertyName("value")] string? Value);
