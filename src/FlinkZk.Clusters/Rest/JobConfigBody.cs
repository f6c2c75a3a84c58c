using System.Text.Json.Serialization;

namespace FlinkZk.Clusters.Rest;

/// <summary>The answer to GET /jobs/:id/config.</summary>
internal sealed record JobConfigBody([property: JsonPropertyName("execution-config")] JobConfigBody.Settings? Execution)
{
    internal sealed record Settings([property: JsonPropertyName("job-parallelism")] long? Parallelism);
}
