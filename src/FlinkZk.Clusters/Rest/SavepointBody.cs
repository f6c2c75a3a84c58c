using System.Text.Json.Serialization;

namespace FlinkZk.Clusters.Rest;

/// <summary>The body of POST /jobs/:id/savepoints.</summary>
internal sealed record SavepointBody(
    [property: JsonPropertyName("target-directory")] string? Folder,
    [property: JsonPropertyName("cancel-job")] bool Cancel,
    [property: JsonPropertyName("formatType")] string? Format,
    [property: JsonPropertyName("triggerId")] string TriggerId);
