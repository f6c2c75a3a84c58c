using System.Text.Json.Serialization;
using FlinkZk.Clusters.Model;

namespace FlinkZk.Clusters.Rest;

/// <summary>GET /jobs/:id/plan, POST /jars/:id/plan.</summary>
internal sealed record JobPlanBody([property: JsonPropertyName("plan")] PlanNodesBody? Plan);

/// <summary>What stands in it.</summary>
internal sealed record PlanNodesBody([property: JsonPropertyName("nodes")] IReadOnlyList<FlinkPlanNode>? Nodes);

/// <summary>GET .../logs.</summary>
internal sealed record LogsBody([property: JsonPropertyName("logs")] IReadOnlyList<FlinkLogFile>? Files);

/// <summary>GET .../thread-dump.</summary>
internal sealed record ThreadsBody([property: JsonPropertyName("threadInfos")] IReadOnlyList<FlinkThread>? Threads);
