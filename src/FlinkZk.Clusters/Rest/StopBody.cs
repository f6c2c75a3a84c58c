using System.Text.Json.Serialization;

namespace FlinkZk.Clusters.Rest;

/// <summary>The body of POST /jobs/:id/stop.</summary>
internal sealed record StopBody(
    [property: JsonPropertyName("targetDirectory")] string? Folder,
    [property: JsonPropertyName("drain")] bool Drain,
    [property: JsonPropertyName("formatType")] string? Format,
    [property: JsonPropertyName("triggerId")] string TriggerId);
