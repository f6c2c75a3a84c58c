using System.Runtime.CompilerServices;
using FlinkZk.Client;
using FlinkZk.Wire;

namespace FlinkZk.Coordination;

/// <summary>
/// Writes the nodes of a subtree in batches whose requests are on the way at once. Requests of a session are carried out in order, so a node may follow its
/// parent without waiting. Each node succeeds or fails alone; what a lost connection left open is tried again and recognised.
/// </summary>
internal sealed class TreeWriter(ZkClient client, string top, TreeWriteOptions options)
{
    private const int NodesAtOnce = 256;

    // Bytes of data in a batch: below what a client lets onto the way, so that others of the session are not held up.
    private const int BytesAtOnce = 2 * 1024 * 1024;

    // Below it nothing can be made; what follows comes in order, so one is enough.
    private string? _blocked;

    /// <summary>What becomes of each item, in their order.</summary>
    public async IAsyncEnumerable<TreeChange> WriteAsync(IAsyncEnumerable<TreeItem> items, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var batch = new List<TreeItem>();
        var bytes = 0;
        await foreach (var item in items.WithCancellation(cancellationToken))
        {
            batch.Add(item);
            bytes += item.Node?.Data?.Length ?? 0;
            if (batch.Count < NodesAtOnce && bytes < BytesAtOnce)
                continue;
            foreach (var change in await WriteBatchAsync(batch, cancellationToken).ConfigureAwait(false))
                yield return change;
            batch.Clear();
            bytes = 0;
        }
        foreach (var change in await WriteBatchAsync(batch, cancellationToken).ConfigureAwait(false))
            yield return change;
    }

    /// <summary>The list that a node gets.</summary>
    public static IReadOnlyList<Acl> AclOf(ZkClient client, TreeNode node, TreeWriteOptions options) => options.Acl ?? node.Acl ?? NodeTree.DefaultAcl(client);

    /// <summary>Why a node cannot be written at all; null if it can.</summary>
    public static TreeChange? Refuse(TreeItem item, string top, TreeWriteOptions options)
    {
        var change = new TreeChange(item.Path, TreePath.Below(top, item.Path), TreeAction.Failed) { Source = item.Node };
        if (item.Node is not { } node)
            return change with { Error = item.Error };
        if (node.IsEphemeral)
            return change with { Action = TreeAction.Skipped, Reason = "It is ephemeral: it belongs to its session and goes with it." };
        return options.Acl is null && TreeAcl.IsMasked(node.Acl)
            ? change with { Error = new TreeException(TreeError.MaskedAcl, $"The server holds back hashes in the access control list of '{change.Destination}': set again, the list would let nobody in.", change.Destination) }
            : null;
    }

    private async Task<IReadOnlyList<TreeChange>> WriteBatchAsync(List<TreeItem> batch, CancellationToken cancellationToken)
    {
        var changes = new TreeChange[batch.Count];
        var inDoubt = new bool[batch.Count];
        List<int> open = [.. Enumerable.Range(0, batch.Count)];
        while (open.Count > 0)
        {
            var attempts = open.Select(i => WriteOneAsync(batch[i], options.InDoubt || inDoubt[i], cancellationToken)).ToArray();
            await Task.WhenAll(attempts).ConfigureAwait(false);
            for (var i = 0; i < open.Count; i++)
                changes[open[i]] = attempts[i].Result;
            // The connection broke: who was behind a lost parent found none.
            var lost = open.Where(i => Code(changes[i]) == ErrorCode.ConnectionLoss).ToList();
            foreach (var i in lost)
                inDoubt[i] |= changes[i].Error is ZkException { MayHaveHappened: true };
            open = lost.Count == 0 ? [] : [.. open.Where(i => Code(changes[i]) is ErrorCode.ConnectionLoss or ErrorCode.NoNode)];
        }
        for (var i = 0; i < changes.Length; i++)
            changes[i] = Below(changes[i]);
        return changes;
    }

    private static ErrorCode? Code(TreeChange change) => (change.Error as ZkException)?.Code;

    // One error for a node that could not be made; those below it only say so.
    private TreeChange Below(TreeChange change)
    {
        if (change.Action != TreeAction.Failed || change.Source is null)
            return change;
        if (_blocked is not null && Code(change) == ErrorCode.NoNode && ZnodePath.IsSameOrBelow(change.Path, _blocked))
            return change with { Action = TreeAction.Skipped, Error = null, Reason = $"'{TreePath.Below(top, _blocked)}' above it could not be made." };
        _blocked = change.Path;
        return change;
    }

    private async Task<TreeChange> WriteOneAsync(TreeItem item, bool inDoubt, CancellationToken cancellationToken)
    {
        if (Refuse(item, top, options) is { } refused)
            return refused;
        var (node, path) = (item.Node!, TreePath.Below(top, item.Path));
        var change = new TreeChange(item.Path, path, TreeAction.Created) { Source = node, Version = 0 };
        try
        {
            if (options.DryRun)
                return await PlanAsync(change, node, cancellationToken).ConfigureAwait(false);
            // The root of a view is there, and create does not take it.
            if (path == ZnodePath.Root)
                return await MeetAsync(change, node, inDoubt: false, cancellationToken).ConfigureAwait(false);
            await client.CreateAsync(path, node.Data, acl: AclOf(client, node, options), cancellationToken: cancellationToken).ConfigureAwait(false);
            return change;
        }
        catch (ZkException e) when (e.Code == ErrorCode.NodeExists)
        {
            return await TryAsync(change, () => MeetAsync(change, node, inDoubt, cancellationToken)).ConfigureAwait(false);
        }
        catch (Exception e) when (IsOwn(e))
        {
            return Failed(change, e);
        }
    }

    private async Task<TreeChange> PlanAsync(TreeChange change, TreeNode node, CancellationToken cancellationToken)
    {
        try
        {
            return await MeetAsync(change, node, inDoubt: false, cancellationToken).ConfigureAwait(false);
        }
        catch (ZkException e) when (e.Code == ErrorCode.NoNode)
        {
            return change;
        }
    }

    /// <summary>There is a node already.</summary>
    private async Task<TreeChange> MeetAsync(TreeChange change, TreeNode node, bool inDoubt, CancellationToken cancellationToken)
    {
        var path = change.Destination;
        var there = await Idempotent.RetryAsync(() => client.GetDataAsync(path, cancellationToken)).ConfigureAwait(false);
        if (options.Existing == TreeExisting.Refuse && !inDoubt && path != ZnodePath.Root)
            return Failed(change, new TreeException(TreeError.DestinationExists, $"The node '{path}' exists.", path));

        var sameData = (there.Data ?? []).AsSpan().SequenceEqual(node.Data);
        var sameAcl = await HasAclAsync(path, node, cancellationToken).ConfigureAwait(false);
        if (sameData && sameAcl != false)
            return change with { Action = inDoubt ? TreeAction.Created : TreeAction.Unchanged, Version = there.Stat.Version };
        if (options.Existing != TreeExisting.Overwrite)
        {
            var what = sameData ? "another access control list" : "other data";
            return Failed(change, new TreeException(TreeError.NodeDiffers, $"The node '{path}' exists and has {what}.", path));
        }
        if (options.DryRun)
            return change with { Action = TreeAction.Overwritten, Version = sameData ? there.Stat.Version : there.Stat.Version + 1 };
        return await OverwriteAsync(change, node, there.Stat, sameData, cancellationToken).ConfigureAwait(false);
    }

    // Null: the server makes something else of the list that is to be set, so it cannot be told.
    private async Task<bool?> HasAclAsync(string path, TreeNode node, CancellationToken cancellationToken)
    {
        if (options.Acl is null && node.Acl is null)
            return true;
        var wished = AclOf(client, node, options);
        if (TreeAcl.IsResolvedByServer(wished))
            return options.Existing == TreeExisting.Overwrite ? false : null;
        return TreeAcl.AreEqual((await Idempotent.RetryAsync(() => client.GetAclAsync(path, cancellationToken)).ConfigureAwait(false)).Entries, wished);
    }

    private async Task<TreeChange> OverwriteAsync(TreeChange change, TreeNode node, Stat stat, bool sameData, CancellationToken cancellationToken)
    {
        var path = change.Destination;
        // The data first: the new list may take the right to write.
        if (!sameData)
            stat = await Idempotent.RetryAsync(() => client.SetDataAsync(path, node.Data, cancellationToken: cancellationToken)).ConfigureAwait(false);
        if (options.Acl is not null || node.Acl is not null)
            await Idempotent.RetryAsync(() => client.SetAclAsync(path, AclOf(client, node, options), cancellationToken: cancellationToken)).ConfigureAwait(false);
        return change with { Action = TreeAction.Overwritten, Version = stat.Version };
    }

    private static async Task<TreeChange> TryAsync(TreeChange change, Func<Task<TreeChange>> work)
    {
        try
        {
            return await work().ConfigureAwait(false);
        }
        catch (Exception e) when (IsOwn(e))
        {
            return Failed(change, e);
        }
    }

    private static TreeChange Failed(TreeChange change, Exception error) => change with { Action = TreeAction.Failed, Version = null, Error = error };

    // The end of the session, and Ctrl+C, are no single node's.
    private static bool IsOwn(Exception error) => error is ZkException { IsSessionOver: false } or ArgumentException;
}
