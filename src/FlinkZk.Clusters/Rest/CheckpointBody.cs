using System.Text.Json.Serialization;

namespace FlinkZk.Clusters.Rest;

/// <summary>The body of POST /jobs/:id/checkpoints.</summary>
internal sealed record CheckpointBody(
    [property: JsonPropertyName("checkpointType")] string Type,
    [property: JsonPropertyName("triggerId")] string TriggerId);
