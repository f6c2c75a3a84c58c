using FlinkZk.Clusters.Http;
using FlinkZk.Clusters.Model;
using FlinkZk.Clusters.Rest;

namespace FlinkZk.Clusters.Jobs;

/// <summary>Finds savepoints: what the leader remembers of jobs, and what lies in a folder.</summary>
internal sealed class SavepointSearch(FlinkClient client)
{
    private const int AtOnce = 16;

    public async Task<IReadOnlyList<FlinkStoredSavepoint>> FindAsync(IReadOnlyList<FlinkJobSummary> all, IReadOnlyCollection<string>? jobs, string? folder, CancellationToken cancellationToken)
    {
        var told = new List<FlinkStoredSavepoint>();
        foreach (var some in all.Where(job => jobs?.Contains(job.Id) != false).Chunk(AtOnce))
            told.AddRange((await Task.WhenAll(some.Select(job => TellAsync(job.Id, cancellationToken))).ConfigureAwait(false)).SelectMany(savepoints => savepoints));
        return await Task.Run(() => With(told, [.. SavepointFiles.Below(folder).Where(uri => jobs?.Any(job => SavepointFiles.IsOf(uri, job)) != false)]), cancellationToken).ConfigureAwait(false);
    }

    private static FlinkStoredSavepoint[] With(List<FlinkStoredSavepoint> told, string[] lying)
    {
        FlinkStoredSavepoint[] found = [.. told.DistinctBy(savepoint => FileUri.LocalPath(savepoint.Path) ?? savepoint.Path, StringComparer.Ordinal), .. lying.Where(uri => !told.Exists(savepoint => FileUri.AreSame(savepoint.Path, uri))).Select(uri => new FlinkStoredSavepoint(uri, null, null, null, null, FlinkSavepointState.Unseen, []))];
        return [.. found.Select(Looked)];
    }

    private static FlinkStoredSavepoint Looked(FlinkStoredSavepoint savepoint)
    {
        var (state, written, size) = SavepointFiles.Look(savepoint.Path);
        return savepoint with { State = state, Time = savepoint.Time ?? written, Size = size ?? savepoint.Size };
    }

    private async Task<IEnumerable<FlinkStoredSavepoint>> TellAsync(string id, CancellationToken cancellationToken)
    {
        try
        {
            var told = await client.CheckpointsAsync(id, cancellationToken).ConfigureAwait(false);
            return (told.History ?? []).Append(told.Latest?.Savepoint).OfType<FlinkCheckpoint>()
                .Where(checkpoint => checkpoint is { IsSavepoint: true, Path: not null, Status: "COMPLETED" })
                .Select(savepoint => new FlinkStoredSavepoint(savepoint.Path!, id, savepoint.Id, savepoint.Triggered, savepoint.StateSize, FlinkSavepointState.Unseen, []));
        }
        // Of a job that had ended under the leader before it knows the state alone, and says of its checkpoints that they were not enabled.
        catch (FlinkException e) when (e.Problem == FlinkProblem.JobNotFound || e.Status == System.Net.HttpStatusCode.NotFound)
        {
            return [];
        }
    }
}
