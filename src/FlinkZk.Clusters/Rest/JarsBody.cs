using System.Text.Json.Serialization;
using FlinkZk.Clusters.Model;

namespace FlinkZk.Clusters.Rest;

/// <summary>GET /jars.</summary>
internal sealed record JarsBody([property: JsonPropertyName("files")] IReadOnlyList<FlinkJarFile>? Files) : IFlinkAnswer
{
    public bool IsWhole => Files is not null;
}
