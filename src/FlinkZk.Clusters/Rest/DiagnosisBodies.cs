using System.Text.Json.Serialization;
using FlinkZk.Clusters.Model;

namespace FlinkZk.Clusters.Rest;

/// <summary>GET /jobs/:id/plan, POST /jars/:id/plan.</summary>
internal sealed record JobPlanBody([property: JsonPropertyName("plan")] PlanNodesBody? Plan) : IFlinkAnswer
{
    public bool IsWhole => Plan?.Nodes is not null;
}

/// <summary>What stands in it.</summary>
internal sealed record PlanNodesBody([property: JsonPropertyName("nodes")] IReadOnlyList<FlinkPlanNode>? Nodes);

/// <summary>GET .../logs.</summary>
internal sealed record LogsBody([property: JsonPropertyName("logs")] IReadOnlyList<FlinkLogFile>? Files) : IFlinkAnswer
{
    public bool IsWhole => Files is not null;
}

/// <summary>GET .../thread-dump.</summary>
internal sealed record ThreadsBody([property: JsonPropertyName("threadInfos")] IReadOnlyList<FlinkThread>? Threads) : IFlinkAnswer
{
    public bool IsWhole => Threads is not null;
}
