using System.Text.Json.Serialization;
using FlinkZk.Clusters.Model;

namespace FlinkZk.Clusters.Rest;

/// <summary>GET /jobs/:id/savepoints/:trigger, .../checkpoints/:trigger, /savepoint-disposal/:trigger. COMPLETED says that it is over, not that it went well.</summary>
internal sealed record OperationBody([property: JsonPropertyName("status")] OperationBody.StateBody? Status, [property: JsonPropertyName("operation")] OperationBody.ResultBody? Result) : IFlinkAnswer
{
    public bool IsWhole => Status?.Id == "IN_PROGRESS" || IsOver && Result is not null;

    public bool IsOver => Status?.Id == "COMPLETED";

    internal sealed record StateBody([property: JsonPropertyName("id")] string? Id);

    internal sealed record ResultBody([property: JsonPropertyName("location")] string? Location, [property: JsonPropertyName("checkpointId")] long? CheckpointId, [property: JsonPropertyName("failure-cause")] FailureBody? Failure)
    {
        /// <summary>Why it failed, as a stack; null where it did not.</summary>
        public string? Stack => Failure is null ? null : Failure.Stack ?? Failure.Class ?? "";
    }

    internal sealed record FailureBody([property: JsonPropertyName("class")] string? Class, [property: JsonPropertyName("stack-trace")] string? Stack);
}
