using FlinkZk.Client;
using FlinkZk.Clusters.Http;
using FlinkZk.Clusters.Jobs;
using FlinkZk.Clusters.Rest;
using FlinkZk.Coordination;

namespace FlinkZk.Clusters.Upgrades;

/// <summary>
/// Changes of a job that runs, under the job's lock and written down in ZooKeeper step by step: it is stopped with a savepoint, started anew from that, and watched; what does
/// not become stable is taken back. Whoever gets the lock can go on where another stopped, at whatever moment, or take it back.
/// </summary>
/// <param name="client">The cluster.</param>
/// <param name="held">The job's lock.</param>
/// <param name="paths">Where it is written down.</param>
/// <param name="job">The name of the lock.</param>
public sealed class FlinkUpgrades(FlinkClient client, Ownership held, ClusterPaths paths, string job)
{
    private const int ReadsAtOnce = 64;

    private readonly UpgradeJournal _journal = new(held ?? throw new ArgumentNullException(nameof(held)), paths ?? throw new ArgumentNullException(nameof(paths)), job ?? throw new ArgumentNullException(nameof(job)));

    /// <summary>Hears what is done, and what is waited for.</summary>
    public IProgress<string>? Progress { get; init; }

    /// <summary>The change of a job that is under way, as anybody can see it; null for none.</summary>
    /// <exception cref="FlinkUpgradeException">Something else stands there.</exception>
    public static Task<FlinkUpgradeRecord?> ReadAsync(ZkClient client, ClusterPaths paths, string job, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(client);
        ArgumentNullException.ThrowIfNull(paths);
        return UpgradeJournal.ReadAsync(client, paths, job, cancellationToken);
    }

    /// <summary>The name under which a job is changed at this moment, or was last; null where nothing tells. What cannot be read is left out.</summary>
    /// <param name="client">The session.</param>
    /// <param name="paths">Where it is written down.</param>
    /// <param name="jobId">The job's id, before the change or after it.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static async Task<string?> NameOfAsync(ZkClient client, ClusterPaths paths, string jobId, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(client);
        ArgumentNullException.ThrowIfNull(paths);
        foreach (var some in (await UpgradeJournal.JobsAsync(client, paths, cancellationToken).ConfigureAwait(false)).Chunk(ReadsAtOnce))
        {
            var mentions = await Task.WhenAll(some.Select(async name => await UpgradeJournal.MentionsAsync(client, paths, name, jobId, cancellationToken).ConfigureAwait(false) ? name : null)).ConfigureAwait(false);
            if (mentions.FirstOrDefault(name => name is not null) is { } found)
                return found;
        }
        return null;
    }

    /// <summary>How jobs were started last under their locks, by the ids under which they run since. What cannot be read is left out.</summary>
    public static async Task<IReadOnlyDictionary<string, FlinkJobSpec>> ReadSpecsAsync(ZkClient client, ClusterPaths paths, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(client);
        ArgumentNullException.ThrowIfNull(paths);
        var found = new Dictionary<string, FlinkJobSpec>(StringComparer.Ordinal);
        foreach (var (_, spec) in await ReadAllAsync(client, paths, name => UpgradeJournal.ReadSpecAsync(client, paths, name, cancellationToken), cancellationToken).ConfigureAwait(false))
            found[spec.JobId] = spec;
        return found;
    }

    /// <summary>The savepoints that changes under way start jobs from. What cannot be read is left out.</summary>
    /// <exception cref="ZkException">ZooKeeper cannot be asked.</exception>
    public static async Task<IReadOnlyList<SavepointClaim>> ReadClaimsAsync(ZkClient client, ClusterPaths paths, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(client);
        ArgumentNullException.ThrowIfNull(paths);
        var records = await ReadAllAsync(client, paths, name => UpgradeJournal.ReadAsync(client, paths, name, cancellationToken), cancellationToken).ConfigureAwait(false);
        return [.. records.Select(record => new SavepointClaim(record.Job, record.Read.OldJobId, record.Read.Savepoint))];
    }

    private static async Task<List<(string Job, T Read)>> ReadAllAsync<T>(ZkClient client, ClusterPaths paths, Func<string, Task<T?>> read, CancellationToken cancellationToken)
        where T : class
    {
        var all = new List<(string Job, T Read)>();
        foreach (var some in (await UpgradeJournal.JobsAsync(client, paths, cancellationToken).ConfigureAwait(false)).Chunk(ReadsAtOnce))
        {
            var found = await Task.WhenAll(some.Select(name => UpgradeJournal.OrNothingAsync(read(name)))).ConfigureAwait(false);
            all.AddRange(from pair in some.Zip(found) where pair.Second is not null select (pair.First, pair.Second));
        }
        return all;
    }

    /// <summary>How a job was started last under its lock; null where nothing tells.</summary>
    /// <exception cref="FlinkUpgradeException">Something else stands there.</exception>
    public static Task<FlinkJobSpec?> ReadSpecAsync(ZkClient client, ClusterPaths paths, string job, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(client);
        ArgumentNullException.ThrowIfNull(paths);
        return UpgradeJournal.ReadSpecAsync(client, paths, job, cancellationToken);
    }

    /// <summary>The change that is under way; null for none.</summary>
    /// <exception cref="FlinkUpgradeException">Something else stands there.</exception>
    public Task<FlinkUpgradeRecord?> FindAsync(CancellationToken cancellationToken = default) => _journal.ReadAsync(cancellationToken);

    /// <summary>Makes a change.</summary>
    /// <exception cref="FlinkUpgradeException">It was not made, or is not over.</exception>
    /// <exception cref="FlinkException">It was not made: nothing was changed.</exception>
    /// <exception cref="IOException">A jar cannot be read: nothing was changed.</exception>
    public Task<FlinkUpgradeResult> RunAsync(FlinkUpgradeRequest request, CancellationToken cancellationToken = default) => UnderLockAsync(async token =>
    {
        ArgumentNullException.ThrowIfNull(request);
        if (await _journal.ReadAsync(token).ConfigureAwait(false) is { } other)
            throw new FlinkUpgradeException(FlinkUpgradeProblem.UnderWay, job, $"A change of the job '{job}' is under way already, at {other.Step}.");
        var prepared = await new UpgradePreparation(client, job, request, Progress).RunAsync(token).ConfigureAwait(false);
        return await new UpgradeRun(client, _journal, Progress).BeginAsync(prepared, token).ConfigureAwait(false);
    }, cancellationToken);

    /// <summary>Gives up a change that was begun: nothing is started or ended any more, and what is written down of it goes.</summary>
    /// <returns>How it stood; null: none is under way.</returns>
    public Task<FlinkUpgradeRecord?> GiveUpAsync(CancellationToken cancellationToken = default) => UnderLockAsync(async token =>
    {
        var record = await _journal.ReadAsync(token).ConfigureAwait(false);
        if (record is not null)
            await _journal.DropAsync(token).ConfigureAwait(false);
        return record;
    }, cancellationToken);

    /// <summary>Goes on with a change that was begun, or takes it back.</summary>
    /// <exception cref="FlinkUpgradeException">It is not over yet.</exception>
    public Task<FlinkUpgradeResult> GoOnAsync(FlinkUpgradeContinuation how, CancellationToken cancellationToken = default) => UnderLockAsync(async token =>
    {
        ArgumentNullException.ThrowIfNull(how);
        var record = await _journal.ReadAsync(token).ConfigureAwait(false) ?? throw new FlinkUpgradeException(FlinkUpgradeProblem.NotUnderWay, job, $"No change of the job '{job}' is under way.");
        return await new UpgradeRun(client, _journal, Progress).GoOnAsync(record, how, token).ConfigureAwait(false);
    }, cancellationToken);

    /// <summary>Changes the parallelism of a running job in place, where its scheduler is the adaptive one; what does not come to run so within the time is set back.</summary>
    /// <param name="jobId">The job.</param>
    /// <param name="parallelism">Of each of its parts, as far as their state can be spread.</param>
    /// <param name="timeout">How long it may take until all tasks run so.</param>
    /// <param name="isForced">Whether slots are not counted: where TaskManagers come as they are needed.</param>
    /// <param name="cancellationToken">Gives up: what was asked for stays asked for.</param>
    /// <returns>The largest parallelism before and behind; null: its scheduler does no such thing.</returns>
    /// <exception cref="FlinkUpgradeException">It does not run so, and was set back; or a change is under way.</exception>
    public Task<FlinkRescale?> RescaleAsync(string jobId, int parallelism, TimeSpan timeout, bool isForced = false, CancellationToken cancellationToken = default) => UnderLockAsync(async token =>
    {
        if (await _journal.ReadAsync(token).ConfigureAwait(false) is { } other)
            throw new FlinkUpgradeException(FlinkUpgradeProblem.UnderWay, job, $"A change of the job '{job}' is under way already, at {other.Step}.");
        var rescale = await new InPlaceRescale(client, job, jobId, parallelism, isForced, Progress).RunAsync(timeout, token).ConfigureAwait(false);
        // The next change is not to undo it.
        if (rescale is { After: var after } && await ReadSpecAsync(held.Client, paths, job, token).ConfigureAwait(false) is { } spec && spec.JobId == jobId)
            await _journal.RecordAsync(spec with { Deployment = spec.Deployment with { Parallelism = after } }, token).ConfigureAwait(false);
        return rescale;
    }, cancellationToken);

    /// <summary>Writes down that a job that runs is of another revision of the configuration by now, which changes nothing for it.</summary>
    /// <param name="jobId">The job.</param>
    /// <param name="deployment">How it would be started.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="FlinkUpgradeException">A change is under way, or the job was started otherwise meanwhile.</exception>
    public Task<FlinkJobSpec> RecordAsync(string jobId, FlinkDeployment deployment, CancellationToken cancellationToken = default) => UnderLockAsync(async token =>
    {
        var spec = await ReadSpecAsync(held.Client, paths, job, token).ConfigureAwait(false);
        if (spec?.JobId != jobId || await _journal.ReadAsync(token).ConfigureAwait(false) is not null)
            throw new FlinkUpgradeException(FlinkUpgradeProblem.UnderWay, job, $"The job '{job}' is changed by somebody else.");
        await _journal.RecordAsync(spec with { Deployment = deployment }, token).ConfigureAwait(false);
        return spec;
    }, cancellationToken);

    /// <summary>Writes down how a job was started, so that the next change can go back to that.</summary>
    /// <param name="jobId">The job.</param>
    /// <param name="deployment">How it was started.</param>
    /// <param name="savepoint">What from; null for nothing.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="FlinkUpgradeException">A change is under way.</exception>
    public Task<FlinkJobSpec> StartedAsync(string jobId, FlinkDeployment deployment, string? savepoint, CancellationToken cancellationToken = default) => UnderLockAsync(async token =>
    {
        ArgumentNullException.ThrowIfNull(deployment);
        if (await _journal.ReadAsync(token).ConfigureAwait(false) is { } other)
            throw new FlinkUpgradeException(FlinkUpgradeProblem.UnderWay, job, $"A change of the job '{job}' is under way, at {other.Step}.");
        var spec = new FlinkJobSpec(jobId, deployment, savepoint, client.Time.GetUtcNow(), Environment.UserName, Environment.MachineName);
        await _journal.RecordAsync(spec, token).ConfigureAwait(false);
        return spec;
    }, cancellationToken);

    private async Task<T> UnderLockAsync<T>(Func<CancellationToken, Task<T>> work, CancellationToken cancellationToken)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, held.Lost);
        try
        {
            return await work(either.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException e) when (held.Lost.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw _journal.LockLost(e);
        }
    }
}
