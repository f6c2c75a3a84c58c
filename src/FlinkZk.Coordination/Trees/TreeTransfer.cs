using System.Runtime.CompilerServices;
using FlinkZk.Client;
using FlinkZk.Wire;

namespace FlinkZk.Coordination;

/// <summary>Brings a subtree, read from wherever, to its place: in one transaction where it fits, else in batches.</summary>
internal static class TreeTransfer
{
    public static async IAsyncEnumerable<TreeChange> WriteAsync(
        IAsyncEnumerable<TreeItem> source, ZkClient client, string to, TreeWriteOptions options, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var items = source.GetAsyncEnumerator(cancellationToken);
        await using (items)
        {
            var read = new List<TreeItem>();
            var isWhole = await ReadFrameAsync(items, read, client, to, options).ConfigureAwait(false);
            if (read[0].Node is { IsEphemeral: true })
                throw new TreeException(TreeError.EphemeralNode, "The top is ephemeral: it belongs to its session and goes with it.", to);
            var exists = await TreeTarget.PrepareAsync(client, to, options, cancellationToken).ConfigureAwait(false);
            var (changes, inDoubt) = isWhole && !exists && !options.DryRun ? await TryAtOnceAsync(client, to, read, options, cancellationToken).ConfigureAwait(false) : (null, false);
            if (changes is not null)
            {
                foreach (var change in changes)
                    yield return change;
                yield break;
            }
            var writer = new TreeWriter(client, to, options with { InDoubt = inDoubt });
            await foreach (var change in writer.WriteAsync(RestAsync(read, items), cancellationToken).ConfigureAwait(false))
                yield return change;
        }
    }

    /// <summary>Reads until the tree is complete, or does not fit into one transaction.</summary>
    private static async Task<bool> ReadFrameAsync(IAsyncEnumerator<TreeItem> items, List<TreeItem> read, ZkClient client, string to, TreeWriteOptions options)
    {
        var budget = new FrameBudget();
        while (await items.MoveNextAsync().ConfigureAwait(false))
        {
            read.Add(items.Current);
            if (TreeWriter.Refuse(items.Current, to, options) is { } refused)
            {
                // What cannot be copied must not hold up the others: so it is one by one.
                if (refused.Action != TreeAction.Skipped)
                    return false;
                continue;
            }
            var node = items.Current.Node!;
            budget.AddCreate(TreePath.Absolute(client, TreePath.Below(to, node.Path)), node.Data, TreeWriter.AclOf(client, node, options));
            if (!budget.Fits)
                return false;
        }
        return true;
    }

    private static async Task<(IReadOnlyList<TreeChange>? Changes, bool InDoubt)> TryAtOnceAsync(
        ZkClient client, string to, List<TreeItem> items, TreeWriteOptions options, CancellationToken cancellationToken)
    {
        var changes = items.ConvertAll(item => TreeWriter.Refuse(item, to, options)
            ?? new TreeChange(item.Path, TreePath.Below(to, item.Path), TreeAction.Created) { Source = item.Node, Version = 0, IsAtomic = true });
        try
        {
            await client.MultiAsync([.. changes.Where(change => change.IsAtomic).Select(change => Create(client, change, options))], cancellationToken).ConfigureAwait(false);
            return (changes, false);
        }
        catch (ZkMultiException e) when (e.Code == ErrorCode.NodeExists && e.Path == to)
        {
            // Somebody was faster.
            throw TreeTarget.Exists(to);
        }
        catch (ZkMultiException)
        {
            // One by one it shows which nodes are the reason, and the others come about.
            return (null, false);
        }
        catch (ZkException e) when (e.Code == ErrorCode.ConnectionLoss)
        {
            return (null, e.MayHaveHappened);
        }
    }

    internal static ZkOperation Create(ZkClient client, TreeChange change, TreeWriteOptions options) =>
        ZkOperation.Create(change.Destination, change.Source!.Data, acl: TreeWriter.AclOf(client, change.Source, options));

    private static async IAsyncEnumerable<TreeItem> RestAsync(List<TreeItem> read, IAsyncEnumerator<TreeItem> items)
    {
        foreach (var item in read)
            yield return item;
        read.Clear();
        while (await items.MoveNextAsync().ConfigureAwait(false))
            yield return items.Current;
    }
}
