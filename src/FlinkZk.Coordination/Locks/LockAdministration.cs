using FlinkZk.Client;
using FlinkZk.Wire;

namespace FlinkZk.Coordination;

/// <summary>
/// What an administrator does to others' places in a lock's queue: asks a holder to let go, or takes the place away. Each is one transaction with its entry in the
/// lock's history: nothing is done that is not written down.
/// </summary>
public sealed class LockAdministration
{
    private readonly ZkClient _client;
    private readonly LockHistory _history;

    /// <summary>For the lock of a job.</summary>
    /// <param name="client">The session.</param>
    /// <param name="paths">The cluster's paths.</param>
    /// <param name="job">The job.</param>
    public LockAdministration(ZkClient client, ClusterPaths paths, string job)
    {
        ArgumentNullException.ThrowIfNull(client);
        ArgumentNullException.ThrowIfNull(paths);
        EntityName.Validate(job, "job");
        _client = client;
        _history = new(client, paths.LockHistory(job));
    }

    /// <summary>Writes into a contender's node that somebody wants it to let go; it sees that as <see cref="Ownership.Requested"/>, and may comply.</summary>
    /// <param name="contender">Whom.</param>
    /// <param name="request">Who asks, and why.</param>
    /// <param name="cancellationToken">Gives up; whether it was asked is not known then.</param>
    /// <returns>Whether it was asked; false when it has gone by itself.</returns>
    /// <exception cref="ZkException">Nothing was done: NoAuth where the node may not be written by this session.</exception>
    /// <exception cref="InvalidDataException">The node is another program's, which would not understand.</exception>
    public async Task<bool> RequestAsync(LockContender contender, LockRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(contender);
        ArgumentNullException.ThrowIfNull(request);
        var record = NewRecord(LockActionKind.Requested, contender, request);
        while (await ReadAsync(contender, cancellationToken).ConfigureAwait(false) is { } node)
        {
            var said = LockHolder.FromJson(node.Data);
            if (said.Host is null)
                throw new InvalidDataException($"'{contender.Path}' is another program's: it says nothing of its holder, who would not understand a request.");
            if (await TryCommitAsync(ZkOperation.SetData(contender.Path, (said with { Request = request }).ToJson(), node.Stat.Version), contender, record, cancellationToken).ConfigureAwait(false) is { } done)
                return done;
        }
        return false;
    }

    /// <summary>Takes a contender's place away. A holder loses the lock by it, and what it writes with its fence is refused from then on.</summary>
    /// <param name="contender">Whose.</param>
    /// <param name="by">Who does it, and why.</param>
    /// <param name="cancellationToken">Gives up; whether it was done is not known then.</param>
    /// <returns>Whether it was done; false when it has gone by itself.</returns>
    /// <exception cref="ZkException">Nothing was done: NoAuth where this session may not delete in the queue.</exception>
    public async Task<bool> RemoveAsync(LockContender contender, LockRequest by, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(contender);
        ArgumentNullException.ThrowIfNull(by);
        var record = NewRecord(LockActionKind.Removed, contender, by);
        while (true)
            if (await TryCommitAsync(ZkOperation.Delete(contender.Path), contender, record, cancellationToken).ConfigureAwait(false) is { } done)
                return done;
    }

    /// <summary>What was done so, newest first.</summary>
    /// <param name="cancellationToken">Ends the reading.</param>
    public Task<IReadOnlyList<LockAction>> ReadHistoryAsync(CancellationToken cancellationToken = default) => _history.ReadAsync(cancellationToken);

    private LockActionRecord NewRecord(LockActionKind action, LockContender contender, LockRequest by) => new()
    {
        Id = Guid.NewGuid().ToString("n"),
        Action = action,
        Contender = contender.Path,
        Token = contender.Token,
        Holder = contender.Holder with { Request = null },
        By = by,
        Identity = _client.Identity,
    };

    /// <returns>Whether it was done; null where it is to be tried again upon what stands now.</returns>
    private async Task<bool?> TryCommitAsync(ZkOperation change, LockContender contender, LockActionRecord record, CancellationToken cancellationToken)
    {
        try
        {
            await _client.MultiAsync([change, _history.Add(record)], cancellationToken).ConfigureAwait(false);
        }
        catch (ZkException e) when (e.Code == ErrorCode.ConnectionLoss)
        {
            await Idempotent.RetryAsync(async () => { await LeaderBarrier.PassAsync(_client, _history.Path, cancellationToken).ConfigureAwait(false); return true; }).ConfigureAwait(false);
            return await _history.HasAsync(record.Id, cancellationToken).ConfigureAwait(false) ? true : null;
        }
        catch (ZkException e) when (e.Code == ErrorCode.BadVersion)
        {
            return null;
        }
        catch (ZkException e) when (e.Code == ErrorCode.NoNode)
        {
            // Which of the two is missing, a look tells. The history is made with its first entry.
            await NodeTree.EnsureAsync(_client, _history.Path, cancellationToken).ConfigureAwait(false);
            return await ReadAsync(contender, cancellationToken).ConfigureAwait(false) is null ? false : null;
        }
        await _history.PruneAsync(cancellationToken).ConfigureAwait(false);
        return true;
    }

    private async Task<NodeData?> ReadAsync(LockContender contender, CancellationToken cancellationToken)
    {
        try
        {
            return await Idempotent.RetryAsync(() => _client.GetDataAsync(contender.Path, cancellationToken)).ConfigureAwait(false);
        }
        catch (ZkException e) when (e.Code == ErrorCode.NoNode)
        {
            return null;
        }
    }
}
