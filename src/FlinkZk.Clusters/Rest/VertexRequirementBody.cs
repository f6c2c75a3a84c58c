using System.Text.Json.Serialization;

namespace FlinkZk.Clusters.Rest;

/// <summary>What one vertex is to have, of GET and PUT /jobs/:id/resource-requirements, which are objects by the vertices' ids.</summary>
internal sealed record VertexRequirementBody([property: JsonPropertyName("parallelism")] VertexRequirementBody.Bounds Parallelism)
{
    internal sealed record Bounds([property: JsonPropertyName("lowerBound")] int Lower, [property: JsonPropertyName("upperBound")] int Upper);
}
