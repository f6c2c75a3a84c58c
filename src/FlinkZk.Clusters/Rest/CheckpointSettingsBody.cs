using System.Text.Json.Serialization;
using FlinkZk.Clusters.Model;

namespace FlinkZk.Clusters.Rest;

/// <summary>The answer to GET /jobs/:id/checkpoints/config. An interval of none means that the job makes no checkpoints by itself.</summary>
internal sealed record CheckpointSettingsBody(
    [property: JsonPropertyName("interval")] TimeSpan? Interval,
    [property: JsonPropertyName("externalization")] ExternalizationBody? Externalization) : IFlinkAnswer
{
    public bool IsWhole => Externalization is not null;
}

/// <summary>Which checkpoints outlive their job.</summary>
internal sealed record ExternalizationBody(
    [property: JsonPropertyName("enabled")] bool Enabled,
    [property: JsonPropertyName("delete_on_cancellation")] bool DeleteOnCancellation)
{
    /// <summary>Whether the checkpoints of a job that ended so are kept (Flink's <c>CheckpointProperties</c>). Of a finished one none are.</summary>
    public bool Keeps(string state) => Enabled && (state == "FAILED" || state == "CANCELED" && !DeleteOnCancellation);
}
