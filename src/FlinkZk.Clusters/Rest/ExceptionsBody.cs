using System.Text.Json.Serialization;
using FlinkZk.Clusters.Http;
using FlinkZk.Clusters.Model;

namespace FlinkZk.Clusters.Rest;

/// <summary>GET /jobs/:id/exceptions.</summary>
internal sealed record ExceptionsBody([property: JsonPropertyName("exceptionHistory")] ExceptionsBody.HistoryBody? History) : IFlinkAnswer
{
    public bool IsWhole => History?.Entries is not null;

    public IReadOnlyList<FlinkJobFailure> Failures => [.. History!.Entries!.Select(entry => entry.ToFailure())];

    internal sealed record HistoryBody([property: JsonPropertyName("entries")] IReadOnlyList<EntryBody>? Entries);

    /// <summary>One; 1.x calls the endpoint <c>location</c>.</summary>
    internal sealed record EntryBody(
        [property: JsonPropertyName("exceptionName")] string? Name,
        [property: JsonPropertyName("stacktrace")] string? Stack,
        [property: JsonPropertyName("timestamp")] DateTimeOffset? Time,
        [property: JsonPropertyName("taskName")] string? Task,
        [property: JsonPropertyName("endpoint")] string? Endpoint,
        [property: JsonPropertyName("location")] string? Location,
        [property: JsonPropertyName("taskManagerId")] string? TaskManager,
        [property: JsonPropertyName("concurrentExceptions")] IReadOnlyList<EntryBody>? Concurrent)
    {
        public FlinkJobFailure ToFailure() => new(Time, Name, ServerError.Cause(Stack ?? Name ?? ""), Stack ?? "", Task, Endpoint ?? Location, TaskManager, [.. (Concurrent ?? []).Select(entry => entry.ToFailure())]);
    }
}
