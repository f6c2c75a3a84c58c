using System.Text.Json.Serialization;
using FlinkZk.Clusters.Model;

namespace FlinkZk.Clusters.Rest;

/// <summary>The answer to GET /jobs/:id/config. A job that is made yet has no settings (JobConfigInfo).</summary>
internal sealed record JobConfigBody([property: JsonPropertyName("jid")] string? Id, [property: JsonPropertyName("execution-config")] JobConfigBody.Settings? Execution) : IFlinkAnswer
{
    public bool IsWhole => Id is not null;

    internal sealed record Settings([property: JsonPropertyName("job-parallelism")] long? Parallelism);
}
