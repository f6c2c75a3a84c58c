using System.Globalization;
using System.Text;
using FlinkZk.Client;
using FlinkZk.Wire;

namespace FlinkZk.Coordination;

/// <summary>
/// One change, tried until it stands or cannot: read the head and the values, plan, commit by compare-and-set; who lost the race reads again.
/// </summary>
internal sealed class ConfigurationTransaction(ConfigurationStore store, IReadOnlyList<ConfigurationEdit> edits, long? expectedRevision, string? reason)
{
    // What one operation of a multi takes on the wire beside path and data: header, lengths, flags, access control with some identities.
    private const int OperationOverhead = 256;

    // Who loses the race finds a newer head. Losing again and again under the same head has another cause, which no repetition mends.
    private const int TriesUnderOneHead = 3;

    private readonly ZkClient _client = store.Client;
    private readonly ClusterPaths _paths = store.Paths;
    private readonly string _id = Guid.NewGuid().ToString("n");
    private readonly List<long> _unknown = [];
    private ConfigurationHead? _lastHead;
    private int _triesUnderHead;

    /// <summary>Whether values need not fit: where somebody lays a schema over values that do not, and has said so.</summary>
    public bool IgnoresSchemas { get; init; }

    public async Task<ConfigurationRevision> RunAsync(CancellationToken cancellationToken)
    {
        await EnsureLayoutAsync(cancellationToken).ConfigureAwait(false);
        while (true)
        {
            if (await FindOwnAsync(cancellationToken).ConfigureAwait(false) is { } done)
                return done;
            var head = await store.ReadHeadAsync(cancellationToken).ConfigureAwait(false) ?? throw new ZkException(ErrorCode.NoNode, "The configuration was deleted while it was being changed.", _paths.Config);
            if (expectedRevision is { } expected && expected != head.Revision)
                throw new ConfigurationConflictException(expected, head.Revision);

            var changes = await PlanAsync(cancellationToken).ConfigureAwait(false);
            if (changes.Count == 0)
            {
                if (await StillAtAsync(head, cancellationToken).ConfigureAwait(false))
                    return new(head.Revision, _client.TimeProvider.GetUtcNow(), null, null, null, null, []);
            }
            else if (await TryCommitAsync(head, changes, cancellationToken).ConfigureAwait(false) is { } revision)
            {
                return revision;
            }
        }
    }

    /// <summary>A change whose reply was lost may stand: its history entry bears our id.</summary>
    private async Task<ConfigurationRevision?> FindOwnAsync(CancellationToken cancellationToken)
    {
        if (_unknown.Count == 0)
            return null;
        try
        {
            // The server found now may be behind the one that took the change.
            await Idempotent.RetryAsync(async () => { await LeaderBarrier.PassAsync(_client, _paths.Config, cancellationToken).ConfigureAwait(false); return true; }).ConfigureAwait(false);
            foreach (var revision in _unknown)
                if (await store.TryReadAsync(_paths.HistoryEntry(revision), cancellationToken).ConfigureAwait(false) is { } node && RevisionRecord.FromJson(node.Data) is { } record && record.Id == _id)
                    return record.ToRevision(node.Stat.Created);
            return null;
        }
        catch (ZkException e) when (!e.MayHaveHappened)
        {
            throw new ZkException(e.Code, $"Whether the change was made could not be found out any more: {e.Message}", e.Path, mayHaveHappened: true, e);
        }
    }

    /// <summary>
    /// "Nothing changes" is a statement about one revision. The values may have been read after the head, so they are those of this revision only
    /// if it is still the newest: asked of the leader, as a change would be.
    /// </summary>
    private async Task<bool> StillAtAsync(ConfigurationHead head, CancellationToken cancellationToken)
    {
        try
        {
            await Idempotent.RetryAsync(() => _client.MultiAsync([ZkOperation.Check(_paths.Config, head.Version)], cancellationToken)).ConfigureAwait(false);
            return true;
        }
        catch (ZkException e) when (e.Code is ErrorCode.BadVersion or ErrorCode.NoNode)
        {
            return false;
        }
    }

    private async Task<IReadOnlyList<PlannedChange>> PlanAsync(CancellationToken cancellationToken)
    {
        var changes = new List<PlannedChange>();
        foreach (var (edit, read) in edits.Select(edit => (edit, store.TryReadAsync(edit.PathIn(_paths), cancellationToken))).ToArray())
        {
            var from = await read.ConfigureAwait(false) is { } node ? Encoding.UTF8.GetString(node.Data ?? []) : null;
            if (edit.Json is null && from is null)
                throw new ConfigurationKeyNotFoundException(edit.Job, edit.Key);
            if (edit.Json != from)
                changes.Add(new(edit, from));
        }
        return changes;
    }

    /// <returns>The revision, or null when somebody else was faster or the outcome is not known yet.</returns>
    private async Task<ConfigurationRevision?> TryCommitAsync(ConfigurationHead head, IReadOnlyList<PlannedChange> changes, CancellationToken cancellationToken)
    {
        if (head.Revision == long.MaxValue)
            throw new InvalidDataException($"'{_paths.Config}' holds {head.Revision}, after which there is no revision: something else uses this node. Choose another root.");
        await RefuseKeysThatDifferInCaseAsync(changes, cancellationToken).ConfigureAwait(false);
        // Judged by what stands at this revision, which the transaction compares: a schema that is changed meanwhile is another revision.
        IReadOnlyList<ZkOperation> checks;
        try
        {
            checks = IgnoresSchemas ? [] : await new SchemaCheck(store, [.. changes.Select(change => change.Edit)]).RunAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (ConfigurationSchemaException)
        {
            // Read while somebody else changed it, the values may be of two revisions, and those fit nothing.
            if (await StillAtAsync(head, cancellationToken).ConfigureAwait(false))
                throw;
            return null;
        }
        var revision = head.Revision + 1;
        var record = Describe(revision, changes);
        var operations = Operations(head, revision, changes, record.ToJson(), checks);
        try
        {
            await NodeTree.EnsureAsync(_client, _paths.HistoryBucket(revision), cancellationToken).ConfigureAwait(false);
            await _client.MultiAsync(operations, cancellationToken).ConfigureAwait(false);
        }
        catch (ZkException e) when (e.Code is ErrorCode.BadVersion or ErrorCode.NodeExists or ErrorCode.NoNode)
        {
            GiveUpIfStuck(head, e);
            return null;
        }
        catch (ZkException e) when (e.Code == ErrorCode.ConnectionLoss)
        {
            if (e.MayHaveHappened)
                _unknown.Add(revision);
            return null;
        }
        return await FinishAsync(record, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>The change stands; whatever happens from here on is no reason to say that it does not.</summary>
    private async Task<ConfigurationRevision> FinishAsync(RevisionRecord record, CancellationToken cancellationToken)
    {
        try
        {
            await TrimHistoryAsync(record.Revision, cancellationToken).ConfigureAwait(false);
            // The server's time of the change is its history node's; asked for, because no reply of a multi has to carry it.
            if (await store.ReadRevisionAsync(record.Revision, cancellationToken).ConfigureAwait(false) is { } revision)
                return revision;
        }
        catch (Exception e) when (e is ZkException or OperationCanceledException or InvalidDataException)
        {
        }
        return record.ToRevision(_client.TimeProvider.GetUtcNow());
    }

    /// <exception cref="InvalidDataException">Names the node that stands in the way, and the way out.</exception>
    private void GiveUpIfStuck(ConfigurationHead head, ZkException refused)
    {
        _triesUnderHead = head == _lastHead ? _triesUnderHead + 1 : 1;
        _lastHead = head;
        if (_triesUnderHead >= TriesUnderOneHead && refused.Code != ErrorCode.BadVersion)
        {
            throw new InvalidDataException(
                $"The configuration at '{_paths.Config}' is at revision {head.Revision} and cannot be changed, because of '{refused.Path}': {refused.Message} Something else writes below this root: remove what is not the configuration's, or choose another root.",
                refused);
        }
    }

    /// <summary>PowerShell's <c>$config.key</c> cannot tell <c>Limit</c> from <c>limit</c>: it would give the other's value.</summary>
    private async Task RefuseKeysThatDifferInCaseAsync(IReadOnlyList<PlannedChange> changes, CancellationToken cancellationToken)
    {
        var added = changes.Where(change => change.From is null && change.Edit.Key != ConfigurationSchema.Key).Select(change => change.Edit).ToArray();
        foreach (var scope in added.Select(edit => edit.Job).Distinct(StringComparer.Ordinal).ToArray())
        {
            string?[] seen = scope is null ? [null] : [null, scope];
            var keys = new HashSet<string>(edits.Where(edit => seen.Contains(edit.Job) && edit.Json is not null).Select(edit => edit.Key), StringComparer.Ordinal);
            foreach (var one in seen)
                keys.UnionWith(await store.ChildrenAsync(_paths.Scope(one), cancellationToken).ConfigureAwait(false));
            foreach (var edit in added.Where(edit => edit.Job == scope))
                if (keys.FirstOrDefault(key => key != edit.Key && key.Equals(edit.Key, StringComparison.OrdinalIgnoreCase)) is { } other)
                    throw new ArgumentException($"The key '{edit.Key}' differs from '{other}', which is there, in case only. PowerShell could not tell them apart: use '{other}', or another name.");
        }
    }

    private RevisionRecord Describe(long revision, IReadOnlyList<PlannedChange> changes) => new()
    {
        Revision = revision,
        Id = _id,
        User = Environment.UserName,
        Identity = _client.Identity,
        Host = Environment.MachineName,
        Reason = reason,
        Changes = [.. changes.Select(change => new RevisionRecord.Change
        {
            Job = change.Edit.Job,
            Key = change.Edit.Key,
            From = RevisionRecord.Literal(change.From),
            To = RevisionRecord.Literal(change.Edit.Json),
        })],
    };

    private List<ZkOperation> Operations(ConfigurationHead head, long revision, IReadOnlyList<PlannedChange> changes, byte[] history, IReadOnlyList<ZkOperation> checks)
    {
        var acl = NodeTree.DefaultAcl(_client);
        var operations = new List<ZkOperation>(changes.Count + checks.Count + 2)
        {
            ZkOperation.SetData(_paths.Config, Encoding.UTF8.GetBytes(revision.ToString(CultureInfo.InvariantCulture)), head.Version),
        };
        operations.AddRange(checks);
        var size = history.Length + (3L + checks.Count) * OperationOverhead;
        foreach (var (edit, from) in changes)
        {
            var path = edit.PathIn(_paths);
            var data = edit.Json is null ? null : Encoding.UTF8.GetBytes(edit.Json);
            size += Encoding.UTF8.GetByteCount(path) + (data?.Length ?? 0) + OperationOverhead;
            // No version is needed: who changes a value bumps the revision, which is compared above.
            operations.Add(
                data is null ? ZkOperation.Delete(path)
                : from is null ? ZkOperation.Create(path, data, acl: acl)
                : ZkOperation.SetData(path, data));
        }
        if (size > Limits.MaxFrame)
            throw new ConfigurationChangeTooLargeException(size, Limits.MaxFrame);
        operations.Add(ZkOperation.Create(_paths.HistoryEntry(revision), history, acl: acl));
        return operations;
    }

    private async Task EnsureLayoutAsync(CancellationToken cancellationToken)
    {
        // A value that is only to be removed needs no place to lie in.
        foreach (var parent in edits.Where(edit => edit.Json is not null).Select(edit => ZnodePath.Parent(edit.PathIn(_paths))!).Distinct(StringComparer.Ordinal))
            if (await Idempotent.RetryAsync(() => _client.ExistsAsync(parent, cancellationToken)).ConfigureAwait(false) is null)
                await NodeTree.EnsureAsync(_client, parent, cancellationToken).ConfigureAwait(false);
        await NodeTree.EnsureAsync(_client, _paths.Config, cancellationToken).ConfigureAwait(false);
    }

    private async Task TrimHistoryAsync(long revision, CancellationToken cancellationToken)
    {
        var oldest = (revision - store.HistoryKept) / ClusterPaths.HistoryBucketSize;
        if (revision % ClusterPaths.HistoryBucketSize != 0 || oldest <= 0)
            return;
        foreach (var name in await store.ChildrenAsync(_paths.History, cancellationToken).ConfigureAwait(false))
            if (long.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out var bucket) && bucket < oldest)
                await NodeTree.DeleteAsync(_client, $"{_paths.History}/{name}", cancellationToken: cancellationToken).ConfigureAwait(false);
    }

    private sealed record PlannedChange(ConfigurationEdit Edit, string? From);
}
