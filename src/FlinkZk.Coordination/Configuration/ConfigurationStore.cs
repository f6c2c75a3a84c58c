using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using FlinkZk.Client;
using FlinkZk.Wire;

namespace FlinkZk.Coordination;

/// <summary>
/// The revisioned configuration of a cluster. A change is one transaction: it bumps the revision by compare-and-set, writes every value and
/// its history entry, or does nothing at all. Two who change at once are put one after the other.
/// </summary>
public sealed class ConfigurationStore
{
    private const int ReadsAtOnce = 64;

    // More are not less than the values of a job.
    private const int RevisionsLookedAt = 8;
    private readonly ZkClient _client;
    private readonly ClusterPaths _paths;

    /// <summary>The configuration below a cluster's root.</summary>
    public ConfigurationStore(ZkClient client, ClusterPaths paths)
    {
        ArgumentNullException.ThrowIfNull(client);
        ArgumentNullException.ThrowIfNull(paths);
        _client = client;
        _paths = paths;
    }

    /// <summary>Revisions that history keeps; older ones go a whole bucket of <see cref="ClusterPaths.HistoryBucketSize"/> at a time.</summary>
    public long HistoryKept { get; init; } = 10 * ClusterPaths.HistoryBucketSize;

    /// <summary>Judges values by the schemas that are laid down for them; without it a change of values that have one is refused.</summary>
    public ISchemaJudge? Judge { get; init; }

    /// <summary>The paths of the cluster.</summary>
    public ClusterPaths Paths => _paths;

    internal ZkClient Client => _client;

    /// <summary>The values of one revision. One that cannot be read does not hide the others: <see cref="ConfigurationSnapshot.Failures"/>.</summary>
    /// <param name="job">Whose values are wanted beside the defaults; null for the defaults alone.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public async Task<ConfigurationSnapshot> ReadAsync(string? job, CancellationToken cancellationToken = default)
    {
        while (await ReadHeadAsync(cancellationToken).ConfigureAwait(false) is { } before)
        {
            var snapshot = await ReadScopesAsync(job, cancellationToken, before).ConfigureAwait(false);

            // Every change bumps this node, so an equal version means that nothing was read from two revisions.
            if (await ReadHeadAsync(cancellationToken).ConfigureAwait(false) is { } after && after.Version == before.Version && after.Origin == before.Origin)
                return snapshot;
        }
        return ConfigurationSnapshot.Empty;
    }

    /// <summary>
    /// As <see cref="ReadAsync"/>, by who has read before. Where the few revisions since changed other jobs' values only, their history says so, and no value is read:
    /// who follows one of ten thousand jobs pays for what is changed, not for what is configured.
    /// </summary>
    internal async Task<ConfigurationSnapshot> ReadNewerAsync(string? job, ConfigurationSnapshot last, CancellationToken cancellationToken)
    {
        if (last.Revision > 0 && last.Failures.Count == 0 && await ReadHeadAsync(cancellationToken).ConfigureAwait(false) is { } head && head.Origin == last.Origin
            && head.Revision - last.Revision is > 0 and <= RevisionsLookedAt && await TouchesOthersOnlyAsync(job, last.Revision, head.Revision, cancellationToken).ConfigureAwait(false))
            return last.At(head.Revision);
        return await ReadAsync(job, cancellationToken).ConfigureAwait(false);
    }

    private async Task<bool> TouchesOthersOnlyAsync(string? job, long after, long until, CancellationToken cancellationToken)
    {
        foreach (var read in Enumerable.Range(1, (int)(until - after)).Select(i => ReadEntryAsync(after + i, cancellationToken)).ToArray())
            if ((await read.ConfigureAwait(false))?.Revision is not { } revision || revision.Changes.Any(change => change.Job is null || change.Job == job))
                return false;
        return true;
    }

    /// <summary>The values of several jobs, all of one revision.</summary>
    /// <param name="jobs">Whose; null for the defaults alone.</param>
    /// <param name="cancellationToken">Ends the reading, which goes on for as long as the configuration changes faster than it can be read.</param>
    /// <returns>One snapshot each, in their order.</returns>
    public async Task<IReadOnlyList<ConfigurationSnapshot>> ReadAllAsync(IReadOnlyList<string?> jobs, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(jobs);
        while (true)
        {
            var snapshots = new List<ConfigurationSnapshot>(jobs.Count);
            foreach (var chunk in jobs.Chunk(ReadsAtOnce))
                snapshots.AddRange(await Task.WhenAll(chunk.Select(job => ReadAsync(job, cancellationToken))).ConfigureAwait(false));
            if (snapshots.TrueForAll(snapshot => snapshot.Revision == snapshots[0].Revision && snapshot.Origin == snapshots[0].Origin))
                return snapshots;
        }
    }

    /// <summary>The jobs that have values of their own, sorted ordinally.</summary>
    public async Task<IReadOnlyList<string>> GetJobsAsync(CancellationToken cancellationToken = default) =>
        [.. (await ChildrenAsync(_paths.Jobs, cancellationToken).ConfigureAwait(false)).Order(StringComparer.Ordinal)];

    /// <summary>Carries out all edits as one revision.</summary>
    /// <param name="edits">At most one an edited value. One that changes nothing is left out; if none is left there is no new revision.</param>
    /// <param name="expectedRevision">The revision that the caller has seen; null takes any.</param>
    /// <param name="reason">Why, for the history.</param>
    /// <param name="cancellationToken">Ends the attempt; whether the change came to pass is then not known.</param>
    /// <returns>The revision with what it changed; with no changes, the one that stood already.</returns>
    /// <exception cref="ConfigurationConflictException">The configuration is not at <paramref name="expectedRevision"/>.</exception>
    /// <exception cref="ConfigurationKeyNotFoundException">A value to be removed does not exist.</exception>
    /// <exception cref="ConfigurationChangeTooLargeException">The change does not fit into one transaction.</exception>
    /// <exception cref="ConfigurationSchemaException">A value would not fit its schema.</exception>
    public Task<ConfigurationRevision> ChangeAsync(IReadOnlyList<ConfigurationEdit> edits, long? expectedRevision = null, string? reason = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(edits);
        foreach (var edit in edits)
            edit.Validate();
        return new ConfigurationTransaction(this, edits, expectedRevision, reason).RunAsync(cancellationToken);
    }

    /// <summary>Lays down a schema, or takes it away: as a revision of its own.</summary>
    /// <param name="job">The job whose effective values have to fit from then on; null for the defaults alone.</param>
    /// <param name="schema">The schema; null takes it away.</param>
    /// <param name="force">Also where values that stand do not fit: they are in nobody's way, but no other may be made worse.</param>
    /// <param name="expectedRevision">The revision that the caller has seen; null takes any.</param>
    /// <param name="reason">Why, for the history.</param>
    /// <param name="cancellationToken">Ends the attempt; whether the change came to pass is then not known.</param>
    /// <exception cref="ConfigurationSchemaException">It is no schema, or the values do not fit it.</exception>
    /// <exception cref="ConfigurationKeyNotFoundException">There is none to take away.</exception>
    public Task<ConfigurationRevision> SetSchemaAsync(string? job, string? schema, bool force = false, long? expectedRevision = null, string? reason = null, CancellationToken cancellationToken = default)
    {
        var edit = ConfigurationSchema.Edit(job, schema);
        edit.Validate();
        if (edit.Json is { } json && Judge?.FindProblem(json) is { } problem)
            throw ConfigurationSchemaException.OfSchema(problem);
        return new ConfigurationTransaction(this, [edit], expectedRevision, reason) { IgnoresSchemas = force }.RunAsync(cancellationToken);
    }

    /// <summary>Makes the nodes below which a change comes, where they are missing, and tells who beside the session may take it away again.</summary>
    /// <param name="edits">The change.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<IReadOnlyList<ForeignRights>> FindForeignRightsAsync(IReadOnlyList<ConfigurationEdit> edits, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(edits);
        if (_client.Identity is null)
            return [];
        foreach (var parent in Parents(edits.Where(edit => edit.Json is not null)))
            await NodeTree.EnsureAsync(_client, parent, cancellationToken).ConfigureAwait(false);
        await NodeTree.EnsureAsync(_client, _paths.Config, cancellationToken).ConfigureAwait(false);
        var bucket = _paths.HistoryBucket((await ReadHeadAsync(cancellationToken).ConfigureAwait(false))?.Revision + 1 ?? 1);
        await NodeTree.EnsureAsync(_client, bucket, cancellationToken).ConfigureAwait(false);
        return await ForeignRights.FindAsync(_client, _paths.Root,
        [
            (_paths.Config, ForeignRights.OverData),
            .. Parents(edits).Select(parent => (parent, ForeignRights.OverChildren)),
            (bucket, ForeignRights.OverChildren),
        ], cancellationToken).ConfigureAwait(false);
    }

    private IEnumerable<string> Parents(IEnumerable<ConfigurationEdit> edits) => edits.Select(edit => ZnodePath.Parent(edit.PathIn(_paths))!).Distinct(StringComparer.Ordinal);

    /// <summary>The revisions, newest first, as far back as they are kept; in their places those that cannot be read.</summary>
    public async IAsyncEnumerable<ConfigurationHistoryEntry> ReadHistoryAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        foreach (var bucket in await NumbersAsync(_paths.History, cancellationToken).ConfigureAwait(false))
        {
            var path = string.Create(CultureInfo.InvariantCulture, $"{_paths.History}/{bucket}");
            var (revisions, failure) = await OneNode.TryAsync(NumbersAsync(path, cancellationToken), []).ConfigureAwait(false);
            if (failure is not null)
                yield return new(path, null, failure);
            foreach (var chunk in revisions.Chunk(ReadsAtOnce))
                foreach (var read in chunk.Select(revision => ReadEntryAsync(revision, cancellationToken)).ToArray())
                    if (await read.ConfigureAwait(false) is { } found)
                        yield return found;
        }
    }

    /// <summary>One revision, or null where history does not keep it.</summary>
    /// <exception cref="InvalidDataException">Something else than a revision stands in its place.</exception>
    public async Task<ConfigurationRevision?> ReadRevisionAsync(long revision, CancellationToken cancellationToken = default)
    {
        var path = _paths.HistoryEntry(revision);
        if (await TryReadAsync(path, cancellationToken).ConfigureAwait(false) is not { } node)
            return null;
        // The number is the node's: what is written in it is only what somebody says.
        return RevisionRecord.TryRead(node) is { } found ? found with { Revision = revision }
            : throw new InvalidDataException($"'{path}' is no revision of a configuration: something else has written it.");
    }

    private async Task<ConfigurationHistoryEntry?> ReadEntryAsync(long revision, CancellationToken cancellationToken)
    {
        var path = _paths.HistoryEntry(revision);
        try
        {
            return await ReadRevisionAsync(revision, cancellationToken).ConfigureAwait(false) is { } found ? new(path, found, null) : null;
        }
        catch (Exception e) when (e is InvalidDataException || e is ZkException refused && OneNode.IsOf(refused))
        {
            return new(path, null, e);
        }
    }

    /// <summary>The revision and the version to compare and set it by, or null before the first change.</summary>
    internal async Task<ConfigurationHead?> ReadHeadAsync(CancellationToken cancellationToken) =>
        await TryReadAsync(_paths.Config, cancellationToken).ConfigureAwait(false) is { } node ? ParseHead(node) : null;

    private ConfigurationHead ParseHead(NodeData node)
    {
        // A node that was only made as the parent of others holds nothing yet.
        if (node.Data is null or [])
            return new ConfigurationHead(0, node.Stat.Version, node.Stat.Czxid);
        return long.TryParse(Encoding.UTF8.GetString(node.Data), NumberStyles.None, CultureInfo.InvariantCulture, out var revision)
            ? new ConfigurationHead(revision, node.Stat.Version, node.Stat.Czxid)
            : throw new InvalidDataException($"'{_paths.Config}' does not hold a revision number: something else uses this node. Choose another root.");
    }

    internal async Task<NodeData?> TryReadAsync(string path, CancellationToken cancellationToken)
    {
        try
        {
            return await Idempotent.RetryAsync(() => _client.GetDataAsync(path, cancellationToken)).ConfigureAwait(false);
        }
        catch (ZkException e) when (e.Code == ErrorCode.NoNode)
        {
            return null;
        }
    }

    internal async Task<IReadOnlyList<string>> ChildrenAsync(string path, CancellationToken cancellationToken)
    {
        try
        {
            return (await Idempotent.RetryAsync(() => _client.GetChildrenAsync(path, cancellationToken)).ConfigureAwait(false)).Names;
        }
        catch (ZkException e) when (e.Code == ErrorCode.NoNode)
        {
            return [];
        }
    }

    /// <summary>The values as they are found, of one revision only for who knows that none came meanwhile.</summary>
    internal async Task<ConfigurationSnapshot> ReadScopesAsync(string? job, CancellationToken cancellationToken, ConfigurationHead head = default)
    {
        List<ConfigurationFailure> failures = [], ownFailures = [];
        var defaults = ReadScopeAsync(null, head.Revision, failures, cancellationToken);
        var own = job is null ? Task.FromResult(new Dictionary<string, ConfigurationValue>()) : ReadScopeAsync(job, head.Revision, ownFailures, cancellationToken);
        return new(head.Revision, await defaults.ConfigureAwait(false), await own.ConfigureAwait(false)) { Origin = head.Origin, Failures = [.. failures, .. ownFailures] };
    }

    private async Task<Dictionary<string, ConfigurationValue>> ReadScopeAsync(string? job, long revision, List<ConfigurationFailure> failures, CancellationToken cancellationToken)
    {
        var values = new Dictionary<string, ConfigurationValue>(StringComparer.Ordinal);
        var (keys, hidden) = await OneNode.TryAsync(ChildrenAsync(_paths.Scope(job), cancellationToken), []).ConfigureAwait(false);
        if (hidden is not null)
            failures.Add(new(job, null, _paths.Scope(job), hidden));
        foreach (var chunk in keys.Chunk(ReadsAtOnce))
        {
            foreach (var (key, read) in chunk.Select(key => (key, OneNode.TryAsync(TryReadAsync(_paths.Value(job, key), cancellationToken), null))).ToArray())
            {
                var (node, failure) = await read.ConfigureAwait(false);
                if (failure is not null)
                    failures.Add(new(job, key, _paths.Value(job, key), failure));
                // A value that is gone meanwhile was removed by a later revision: the caller will see that and read again.
                else if (node is { } found)
                    values[key] = ConfigurationValue.FromNode(job, key, found, revision);
            }
        }
        return values;
    }

    private async Task<IReadOnlyList<long>> NumbersAsync(string path, CancellationToken cancellationToken) =>
        [.. (await ChildrenAsync(path, cancellationToken).ConfigureAwait(false))
            .Select(name => long.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : -1)
            .Where(number => number >= 0).OrderDescending()];
}
