using System.Globalization;
using System.Text.Json;

namespace FlinkZk.Interop.Tests;

/// <summary>What a JobManager's REST service says about one job.</summary>
internal sealed class FlinkJob(HttpClient http, int restPort, string id)
{
    /// <summary>RUNNING and the like; null while the JobManager does not answer, or not about this job.</summary>
    public async Task<string?> StateAsync(CancellationToken cancellationToken) =>
        await GetAsync("", cancellationToken) is { } job && job.TryGetProperty("state", out var state) ? state.GetString() : null;

    /// <summary>The id of the last completed checkpoint; 0 for none.</summary>
    public Task<long> CompletedCheckpointAsync(CancellationToken cancellationToken) => CheckpointAsync("completed", cancellationToken);

    /// <summary>The id of the checkpoint that the job was restored from; 0 for none.</summary>
    public Task<long> RestoredCheckpointAsync(CancellationToken cancellationToken) => CheckpointAsync("restored", cancellationToken);

    /// <summary>Asks for the job's end.</summary>
    public async Task CancelAsync(CancellationToken cancellationToken)
    {
        using var response = await http.PatchAsync(Address("?mode=cancel"), null, cancellationToken);
        response.EnsureSuccessStatusCode();
    }

    private async Task<long> CheckpointAsync(string kind, CancellationToken cancellationToken) =>
        await GetAsync("/checkpoints", cancellationToken) is { } checkpoints && checkpoints.TryGetProperty("latest", out var latest)
        && latest.TryGetProperty(kind, out var checkpoint) && checkpoint.ValueKind == JsonValueKind.Object ? checkpoint.GetProperty("id").GetInt64() : 0;

    // Between two leaders there is nobody to answer, or somebody who cannot yet.
    private async Task<JsonElement?> GetAsync(string what, CancellationToken cancellationToken)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        deadline.CancelAfter(TimeSpan.FromSeconds(10));
        try
        {
            using var response = await http.GetAsync(Address(what), deadline.Token);
            return response.IsSuccessStatusCode ? JsonSerializer.Deserialize<JsonElement>(await response.Content.ReadAsStringAsync(deadline.Token)) : null;
        }
        catch (Exception exception) when (exception is HttpRequestException or OperationCanceledException)
        {
            cancellationToken.ThrowIfCancellationRequested();
            return null;
        }
    }

    private Uri Address(string what) => new(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{restPort}/jobs/{id}{what}"));
}
