using System.Text.Json.Serialization;
using FlinkZk.Clusters.Model;

namespace FlinkZk.Clusters.Rest;

/// <summary>GET /jobs/overview.</summary>
internal sealed record JobsBody([property: JsonPropertyName("jobs")] IReadOnlyList<FlinkJobSummary>? Jobs) : IFlinkAnswer
{
    public bool IsWhole => Jobs is not null;
}
