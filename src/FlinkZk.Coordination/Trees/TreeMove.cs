using System.Globalization;
using System.Runtime.CompilerServices;
using FlinkZk.Client;
using FlinkZk.Wire;

namespace FlinkZk.Coordination;

/// <summary>
/// Moves a subtree: one transaction makes all nodes at the new place and deletes them at the old one, each deletion with the version as read, so that a change
/// in between is never lost. What does not fit is moved in steps only if that is wished: copied first, then deleted node by node where nothing has changed.
/// </summary>
/// <remarks>The server compares versions only. A node that is deleted and made anew, with as many changes, within the round trip before the deletion looks the same to it.</remarks>
public static class TreeMove
{
    private const int Attempts = 5;
    private const int DeletionsAtOnce = 256;

    /// <summary>Moves, and tells what became of each node.</summary>
    /// <param name="client">The client.</param>
    /// <param name="path">The node to move, with all that lies below it.</param>
    /// <param name="to">The new node; it must not exist.</param>
    /// <param name="options">The new access control list, and whether parents are made. The rest does not apply.</param>
    /// <param name="inSteps">Whether a subtree that is too large for one transaction is moved in steps.</param>
    /// <param name="cancellationToken">Ends the work; in steps, what is made and deleted by then stays so, and no node is lost.</param>
    /// <exception cref="TreeException">It cannot be moved, or somebody changed it again and again. Nothing was changed.</exception>
    /// <exception cref="ZkException">A node cannot be read, made or deleted. Nothing was changed.</exception>
    public static async IAsyncEnumerable<TreeChange> MoveAsync(
        ZkClient client, string path, string to, TreeWriteOptions? options = null, bool inSteps = false, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(client);
        ZnodePath.Validate(path);
        ZnodePath.Validate(to);
        options = (options ?? new()) with { Existing = TreeExisting.Refuse };
        if (path == ZnodePath.Root)
            throw new TreeException(TreeError.RootNotMovable, "The root cannot be moved: it is always there.", path);
        await TreeTarget.RefuseInsideAsync(client, path, recurse: true, client, to, "moved", cancellationToken).ConfigureAwait(false);
        if (to == ZnodePath.Root)
            throw TreeTarget.Exists(to);
        await TreeTarget.PrepareAsync(client, to, options, cancellationToken).ConfigureAwait(false);

        var changes = await TryAtOnceAsync(client, path, to, options, cancellationToken).ConfigureAwait(false);
        if (changes is null && !inSteps)
        {
            throw new TreeException(TreeError.TreeTooLarge,
                string.Create(CultureInfo.InvariantCulture, $"'{path}' with all below it takes more than the {FrameBudget.Limit:N0} bytes of one transaction. Nothing was changed."), path);
        }
        if (changes is not null)
        {
            foreach (var change in changes)
                yield return change;
            yield break;
        }
        await foreach (var change in InStepsAsync(client, path, to, options, cancellationToken).ConfigureAwait(false))
            yield return change;
    }

    /// <summary>Moves in one transaction.</summary>
    /// <returns>The changes; null if it is too large.</returns>
    private static async Task<IReadOnlyList<TreeChange>?> TryAtOnceAsync(ZkClient client, string path, string to, TreeWriteOptions options, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            if (await ReadAsync(client, path, to, options, cancellationToken).ConfigureAwait(false) is not { } nodes)
                return null;
            if (options.DryRun)
                return [.. nodes.Select(node => Moved(node, to, isAtomic: true))];
            try
            {
                var deletions = nodes.AsEnumerable().Reverse().Select(node => ZkOperation.Delete(TreePath.Below(path, node.Path), node.Stat.Version));
                ZkOperation[] all = [.. nodes.Select(node => TreeTransfer.Create(client, Moved(node, to, isAtomic: true), options)), .. deletions];
                // A node made anew meanwhile may have the same version: the look as late as possible finds it.
                if ((await FindChangedAsync(client, path, nodes, cancellationToken).ConfigureAwait(false)).Count == 0)
                {
                    await client.MultiAsync(all, cancellationToken).ConfigureAwait(false);
                    return [.. nodes.Select(node => Moved(node, to, isAtomic: true))];
                }
            }
            catch (ZkMultiException e) when (e.FailedIndex < nodes.Count)
            {
                throw e.Code == ErrorCode.NodeExists ? TreeTarget.Exists(e.Path ?? to) : e;
            }
            catch (ZkMultiException e) when (e.Code is ErrorCode.BadVersion or ErrorCode.NoNode or ErrorCode.NotEmpty)
            {
                // Somebody changed it after it was read: nothing was done, read it anew.
            }
            catch (ZkException e) when (e.MayHaveHappened)
            {
                if (await HasMovedAsync(client, path, to, nodes[0], cancellationToken).ConfigureAwait(false))
                    return [.. nodes.Select(node => Moved(node, to, isAtomic: true))];
            }
            catch (ZkException e) when (e.Code == ErrorCode.ConnectionLoss)
            {
                // It was not sent.
            }
            if (attempt == Attempts)
                throw new TreeException(TreeError.ChangedMeanwhile, string.Create(CultureInfo.InvariantCulture, $"'{path}' was changed by others each of {Attempts} times that it was to be moved. Nothing was moved."), path);
        }
    }

    private static async Task<List<TreeNode>?> ReadAsync(ZkClient client, string path, string to, TreeWriteOptions options, CancellationToken cancellationToken)
    {
        var nodes = new List<TreeNode>();
        var budget = new FrameBudget();
        await foreach (var item in TreeReader.ReadAsync(client, path, new() { ReadAcl = options.Acl is null }, cancellationToken).ConfigureAwait(false))
        {
            var node = Movable(item, path, to, options);
            nodes.Add(node);
            budget.AddCreate(TreePath.Absolute(client, TreePath.Below(to, node.Path)), node.Data, TreeWriter.AclOf(client, node, options));
            budget.AddDelete(TreePath.Absolute(client, TreePath.Below(path, node.Path)));
            if (!budget.Fits)
                return null;
        }
        return nodes;
    }

    /// <summary>The node; what cannot be moved ends the move before it begins, because the rest must not be torn from it.</summary>
    private static TreeNode Movable(TreeItem item, string path, string to, TreeWriteOptions options)
    {
        if (TreeWriter.Refuse(item, to, options) is not { } refused)
            return item.Node!;
        throw refused.Error ?? new TreeException(TreeError.EphemeralNode,
            $"'{TreePath.Below(path, item.Path)}' is ephemeral: it belongs to its session and goes with it, so it cannot be moved, nor what is above it. Nothing was changed.", TreePath.Below(path, item.Path));
    }

    private static TreeChange Moved(TreeNode node, string to, bool isAtomic) =>
        new(node.Path, TreePath.Below(to, node.Path), TreeAction.Moved) { Source = node, Version = 0, IsAtomic = isAtomic };

    // The reply is lost: the old place is empty and the new one is not exactly if the transaction was carried out.
    private static async Task<bool> HasMovedAsync(ZkClient client, string path, string to, TreeNode top, CancellationToken cancellationToken)
    {
        await Idempotent.RetryAsync(async () =>
        {
            await LeaderBarrier.PassAsync(client, path, cancellationToken).ConfigureAwait(false);
            return true;
        }).ConfigureAwait(false);
        return await TreeTarget.ExistsAsync(client, path, cancellationToken).ConfigureAwait(false) is null
            && await TreeTarget.ExistsAsync(client, to, cancellationToken).ConfigureAwait(false) is { } there && there.Czxid > top.Stat.Mzxid;
    }

    private static async IAsyncEnumerable<TreeChange> InStepsAsync(ZkClient client, string path, string to, TreeWriteOptions options, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        // What cannot be moved is found before anything is made.
        await foreach (var item in TreeReader.ReadAsync(client, path, new() { ReadAcl = options.Acl is null }, cancellationToken).ConfigureAwait(false))
            Movable(item, path, to, options);

        var copied = new List<TreeNode>();
        var failed = 0;
        var items = TreeReader.ReadAsync(client, path, new() { ReadAcl = options.Acl is null }, cancellationToken);
        await foreach (var change in new TreeWriter(client, to, options).WriteAsync(items, cancellationToken).ConfigureAwait(false))
        {
            if (change.Action is TreeAction.Failed or TreeAction.Skipped)
            {
                failed++;
                yield return change;
            }
            else
            {
                // The data are no longer needed: a large tree must not stay in memory.
                copied.Add(change.Source! with { Data = null, Acl = null });
            }
        }
        if (failed > 0)
        {
            throw new TreeException(TreeError.MoveIncomplete,
                string.Create(CultureInfo.InvariantCulture, $"{failed:N0} nodes of '{path}' could not be made below '{to}'. Nothing was deleted: '{path}' is whole, and '{to}' holds the copies made so far."), path);
        }

        // The deepest first, in the order of the walk turned round.
        copied.Reverse();
        foreach (var chunk in copied.Chunk(DeletionsAtOnce))
        {
            foreach (var change in await DeleteAsync(client, path, to, chunk, cancellationToken).ConfigureAwait(false))
                yield return change;
        }
    }

    private static async Task<IReadOnlyList<TreeChange>> DeleteAsync(ZkClient client, string path, string to, TreeNode[] nodes, CancellationToken cancellationToken)
    {
        var changed = await FindChangedAsync(client, path, nodes, cancellationToken).ConfigureAwait(false);
        return await Task.WhenAll(nodes.Select(node => DeleteAsync(client, path, to, node, changed.Contains(node.Path), cancellationToken))).ConfigureAwait(false);
    }

    private static async Task<TreeChange> DeleteAsync(ZkClient client, string path, string to, TreeNode node, bool isChanged, CancellationToken cancellationToken)
    {
        var old = TreePath.Below(path, node.Path);
        var change = Moved(node, to, isAtomic: false);
        if (isChanged)
            return Kept(change, old, "it was changed after it was copied");
        try
        {
            await Idempotent.RetryAsync(async () =>
            {
                await client.DeleteAsync(old, node.Stat.Version, cancellationToken).ConfigureAwait(false);
                return true;
            }).ConfigureAwait(false);
            return change;
        }
        catch (ZkException e) when (e.Code == ErrorCode.NoNode)
        {
            return change; // by an attempt whose reply was lost, or by somebody else: it is gone
        }
        catch (ZkException e) when (e.Code == ErrorCode.BadVersion)
        {
            return Kept(change, old, "it was changed after it was copied");
        }
        catch (ZkException e) when (e.Code == ErrorCode.NotEmpty)
        {
            return Kept(change, old, "there are nodes below it that were not copied as they are now");
        }
        catch (ZkException e) when (!e.IsSessionOver)
        {
            return change with { Action = TreeAction.Failed, Error = e };
        }
    }

    private static TreeChange Kept(TreeChange change, string old, string why) => change with
    {
        Action = TreeAction.Failed,
        Error = new TreeException(TreeError.ChangedMeanwhile, $"'{old}' was not deleted: {why}. Its copy is '{change.Destination}'.", old),
    };

    /// <summary>The nodes that are no longer what was read; those that are gone are left to the deletion.</summary>
    private static async Task<HashSet<string>> FindChangedAsync(ZkClient client, string path, IReadOnlyList<TreeNode> nodes, CancellationToken cancellationToken)
    {
        var changed = new HashSet<string>(StringComparer.Ordinal);
        foreach (var chunk in nodes.Chunk(DeletionsAtOnce))
        {
            var stats = await Task.WhenAll(chunk.Select(node => TreeTarget.ExistsAsync(client, TreePath.Below(path, node.Path), cancellationToken))).ConfigureAwait(false);
            changed.UnionWith(chunk.Where((node, i) => stats[i] is { } stat && stat != default
                && (stat.Czxid, stat.Mzxid, stat.Aversion) != (node.Stat.Czxid, node.Stat.Mzxid, node.Stat.Aversion)).Select(node => node.Path));
        }
        return changed;
    }
}
