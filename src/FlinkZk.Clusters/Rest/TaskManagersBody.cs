using System.Text.Json.Serialization;
using FlinkZk.Clusters.Model;

namespace FlinkZk.Clusters.Rest;

/// <summary>GET /taskmanagers.</summary>
internal sealed record TaskManagersBody([property: JsonPropertyName("taskmanagers")] IReadOnlyList<FlinkTaskManager>? TaskManagers) : IFlinkAnswer
{
    public bool IsWhole => TaskManagers is not null;
}
