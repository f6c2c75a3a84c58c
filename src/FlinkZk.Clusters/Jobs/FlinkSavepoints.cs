using FlinkZk.Client;
using FlinkZk.Clusters.Ha;
using FlinkZk.Clusters.Http;
using FlinkZk.Clusters.Model;
using FlinkZk.Clusters.Rest;

namespace FlinkZk.Clusters.Jobs;

/// <summary>The savepoints of a cluster.</summary>
/// <param name="client">The cluster.</param>
/// <param name="session">The session with its ZooKeeper, and where it lies there; null where it is not known: then what it keeps there is not asked.</param>
/// <param name="claims">Reads the changes of jobs that are under way; null where there are none to be asked for.</param>
public sealed class FlinkSavepoints(FlinkClient client, (ZkClient Client, HaPaths Paths)? session = null, Func<CancellationToken, Task<IReadOnlyList<SavepointClaim>>>? claims = null)
{
    /// <summary>What this machine sees of one that was just written.</summary>
    public static FlinkStoredSavepoint Look(FlinkSavepointResult result)
    {
        ArgumentNullException.ThrowIfNull(result);
        var (state, written, size) = SavepointFiles.Look(result.Path);
        return new(result.Path, result.JobId, null, written, size, state, []);
    }

    /// <summary>The savepoints of jobs, newest first: those that the leader remembers, and those that lie in the folder where this machine sees it.</summary>
    /// <param name="jobs">The jobs' ids; null for all, and for those that nobody remembers.</param>
    /// <param name="folder">The folder for savepoints, a URI; null for the one that the cluster's configuration names.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="FlinkException">The cluster cannot be asked, or the folder that was named is not there.</exception>
    /// <exception cref="ZkException">Its ZooKeeper cannot be asked.</exception>
    public async Task<IReadOnlyList<FlinkStoredSavepoint>> ListAsync(IReadOnlyCollection<string>? jobs, string? folder, CancellationToken cancellationToken = default)
    {
        var all = await client.JobsAsync(cancellationToken).ConfigureAwait(false);
        var named = folder;
        folder ??= await client.SettingAsync(LatestSnapshot.SavepointKeys, cancellationToken).ConfigureAwait(false);
        var found = await new SavepointSearch(client).FindAsync(all, jobs, folder, cancellationToken).ConfigureAwait(false);
        if (found.Count == 0 && named is not null && FileUri.LocalPath(named) is { } path && !Directory.Exists(path))
        {
            throw new FlinkException(FlinkProblem.SavepointNotFound, FlinkOutcome.NotDone, $"There is no folder '{path}' on this machine, and the cluster knows no savepoint in it.")
            {
                HowToSee = "Check the path; without one the folder of the cluster's configuration is looked into. A folder of the cluster's machines alone cannot be seen from here.",
            };
        }
        var spelled = await Task.Run(() => found.ToDictionary(savepoint => savepoint, savepoint => Spellings(savepoint.Path)), cancellationToken).ConfigureAwait(false);
        var users = await new SavepointUsers(client, session).ReadAsync(all, [.. spelled.Values.SelectMany(spellings => spellings)], cancellationToken).ConfigureAwait(false);
        var changes = await ClaimsAsync(cancellationToken).ConfigureAwait(false);
        return [.. found.Select(savepoint => savepoint with { Needs = [.. SavepointNeeds.Of(spelled[savepoint], users), .. SavepointNeeds.Of(spelled[savepoint], savepoint.JobId, changes)] }).OrderByDescending(savepoint => savepoint.Time)];
    }

    /// <summary>Refuses what should not be removed.</summary>
    /// <param name="path">The savepoint, a URI.</param>
    /// <param name="isForced">Whether it is removed although a job needs it.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="FlinkException">It names no savepoint, or a job that has not ended needs it, or may.</exception>
    /// <exception cref="ZkException">The cluster's ZooKeeper cannot be asked.</exception>
    public async Task CheckRemovalAsync(string path, bool isForced, CancellationToken cancellationToken = default)
    {
        var spellings = Spellings(path);
        foreach (var spelling in spellings)
            SavepointFiles.Check(spelling);
        if (isForced)
            return;
        var all = await client.JobsAsync(cancellationToken).ConfigureAwait(false);
        IReadOnlyList<FlinkSavepointNeed> needs =
        [
            .. SavepointNeeds.Of(spellings, null, await ClaimsAsync(cancellationToken).ConfigureAwait(false)),
            .. SavepointNeeds.Of(spellings, await new SavepointUsers(client, session).ReadAsync(all, spellings, cancellationToken).ConfigureAwait(false)),
        ];
        if (needs is not [var first, ..])
            return;
        throw new FlinkException(FlinkProblem.SavepointNeeded, FlinkOutcome.NotDone, $"The job '{first.Job}' ({first.JobId}) {(first.IsSure ? "needs" : "may need")} the savepoint '{path}': it {first.Reason}{(needs.Count > 1 ? $". Others need it too: {string.Join(", ", needs.Where(need => need != first).Select(need => need.Job))}" : "")}.")
        {
            HowToSee = first.IsOfChange
                ? $"Nothing was removed. Update-FlinkJob {first.Job} goes on with the change, or takes it back with -Undo; -Force removes the savepoint now, and the job's state may be lost with it."
                : first.IsSure
                ? "Nothing was removed. Once the job has gone on to a checkpoint of its own, or has ended, the savepoint can go; -Force removes it now, and the job may not come back after its next failure."
                : "Nothing was removed. -Force removes it: where the job was started with NoClaim, as Flink does unless told otherwise, it needs it no more.",
        };
    }

    private async Task<IReadOnlyList<SavepointClaim>> ClaimsAsync(CancellationToken cancellationToken) => claims is null ? [] : await claims(cancellationToken).ConfigureAwait(false);

    // As it is named, and where that leads.
    private static string[] Spellings(string path) => [.. new[] { path, FileUri.Resolved(path) }.Distinct(StringComparer.Ordinal)];

    /// <summary>Has the cluster remove a savepoint with its files, and waits until it has.</summary>
    /// <param name="path">The savepoint, a URI.</param>
    /// <param name="timeout">How long.</param>
    /// <param name="cancellationToken">Gives up waiting: what was begun goes on.</param>
    /// <exception cref="FlinkException">There is none, it could not be removed, or it is not known whether it was.</exception>
    public Task RemoveAsync(string path, TimeSpan timeout, CancellationToken cancellationToken = default) => new SavepointDisposal(client, path, timeout).RunAsync(cancellationToken);
}
