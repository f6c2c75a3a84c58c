using FlinkZk.Client;
using FlinkZk.Wire;

namespace FlinkZk.Coordination;

/// <summary>The history of a lock: sequential nodes, one for each thing that somebody did to another's place; the newest are kept.</summary>
internal sealed class LockHistory(ZkClient client, string path)
{
    /// <summary>How many are kept.</summary>
    public const int Kept = 100;

    private const string Prefix = "n-";
    private const int LookedAt = 16;

    /// <summary>The history's node.</summary>
    public string Path => path;

    /// <summary>The operation that adds an entry.</summary>
    public ZkOperation Add(LockActionRecord record) => ZkOperation.Create(ZnodePath.Combine(path, Prefix), record.ToJson(), CreateMode.PersistentSequential, NodeTree.DefaultAcl(client));

    /// <summary>Whether an entry of this id is among the newest.</summary>
    public async Task<bool> HasAsync(string? id, CancellationToken cancellationToken)
    {
        await foreach (var (_, _, record) in ReadRecordsAsync(LookedAt, cancellationToken).ConfigureAwait(false))
            if (record.Id == id)
                return true;
        return false;
    }

    /// <summary>The entries, newest first. What somebody else put there is left out.</summary>
    public async Task<IReadOnlyList<LockAction>> ReadAsync(CancellationToken cancellationToken)
    {
        var actions = new List<LockAction>();
        await foreach (var (place, node, record) in ReadRecordsAsync(int.MaxValue, cancellationToken).ConfigureAwait(false))
            actions.Add(record.ToAction(place, node));
        return actions;
    }

    /// <summary>Takes the oldest away where there are more than are kept. What cannot be deleted now goes another time.</summary>
    public async Task PruneAsync(CancellationToken cancellationToken)
    {
        try
        {
            foreach (var name in (await NamesAsync(cancellationToken).ConfigureAwait(false)).Skip(Kept))
                await client.DeleteAsync(ZnodePath.Combine(path, name), cancellationToken: cancellationToken).ConfigureAwait(false);
        }
        catch (ZkException)
        {
        }
    }

    private async IAsyncEnumerable<(string Path, NodeData Node, LockActionRecord Record)> ReadRecordsAsync(int most, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (var name in (await NamesAsync(cancellationToken).ConfigureAwait(false)).Take(most))
        {
            var place = ZnodePath.Combine(path, name);
            NodeData node;
            try
            {
                node = await Idempotent.RetryAsync(() => client.GetDataAsync(place, cancellationToken)).ConfigureAwait(false);
            }
            catch (ZkException e) when (e.Code == ErrorCode.NoNode)
            {
                continue;
            }
            if (LockActionRecord.FromJson(node.Data) is { } record)
                yield return (place, node, record);
        }
    }

    private async Task<IReadOnlyList<string>> NamesAsync(CancellationToken cancellationToken)
    {
        try
        {
            var names = (await Idempotent.RetryAsync(() => client.GetChildrenAsync(path, cancellationToken)).ConfigureAwait(false)).Names;
            var entries = new List<(string Name, int Number)>();
            foreach (var name in names)
                if (SequenceNumber.TryParse(name, out var number))
                    entries.Add((name, number));
            entries.Sort(static (a, b) => SequenceNumber.Compare(b.Number, a.Number));
            return entries.ConvertAll(static entry => entry.Name);
        }
        catch (ZkException e) when (e.Code == ErrorCode.NoNode)
        {
            return [];
        }
    }
}
