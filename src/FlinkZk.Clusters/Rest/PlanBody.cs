using System.Text.Json.Serialization;

namespace FlinkZk.Clusters.Rest;

/// <summary>The answer to POST /jars/:id/plan.</summary>
internal sealed record PlanBody([property: JsonPropertyName("plan")] PlanBody.Graph? Plan)
{
    internal sealed record Graph([property: JsonPropertyName("nodes")] IReadOnlyList<Node?>? Nodes);

    internal sealed record Node([property: JsonPropertyName("id")] string? Id);
}
