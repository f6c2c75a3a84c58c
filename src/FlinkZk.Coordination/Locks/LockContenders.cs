using FlinkZk.Client;
using FlinkZk.Wire;

namespace FlinkZk.Coordination;

/// <summary>Reads who stands in a queue.</summary>
internal static class LockContenders
{
    private const int ReadsAtOnce = 64;

    public static async Task<IReadOnlyList<LockContender>> ListAsync(ZkClient client, string parent, CancellationToken cancellationToken)
    {
        IReadOnlyList<string> names;
        try
        {
            names = (await Idempotent.RetryAsync(() => client.GetChildrenAsync(parent, cancellationToken)).ConfigureAwait(false)).Names;
        }
        catch (ZkException e) when (e.Code == ErrorCode.NoNode)
        {
            return [];
        }

        var found = new List<(QueuePlace Place, NodeData? Node, ZkException? Failure)>();
        foreach (var places in QueuePlace.InOrder(names).Chunk(ReadsAtOnce))
            foreach (var (place, read) in places.Select(place => (place, OneNode.TryAsync(ReadAsync(client, ZnodePath.Combine(parent, place.Name), cancellationToken), null))).ToArray())
                // Who left between the listing and the look has no place any more.
                if (await read.ConfigureAwait(false) is (var node, var failure) && (node is not null || failure is not null))
                    found.Add((place, node, failure));
        return Of(parent, found);
    }

    /// <summary>Who stands in a queue, by what was read of each, in order.</summary>
    /// <param name="parent">The queue's node.</param>
    /// <param name="found">Places in order.</param>
    public static IReadOnlyList<LockContender> Of(string parent, IReadOnlyList<(QueuePlace Place, NodeData? Node, ZkException? Failure)> found)
    {
        var holders = QueueRule.Holders([.. found.Select(one => one.Place)]);
        return [.. found.Select((one, position) => Describe(ZnodePath.Combine(parent, one.Place.Name), one.Place.Limit, position, position < holders, one.Node, one.Failure))];
    }

    private static LockContender Describe(string path, HolderLimit limit, int position, bool holds, NodeData? node, ZkException? failure)
    {
        var holder = LockHolder.FromJson(node?.Data);
        var (stat, queued) = (node?.Stat ?? default, node?.Stat.Created ?? default);
        var since = holds && holder.Held is { } held ? stat.Modified - TimeSpan.FromMilliseconds(held) : queued;
        return new LockContender(path, position, stat.Czxid, stat.EphemeralOwner, queued, holder) { IsHolder = holds, Limit = limit, Since = since, Failure = failure };
    }

    private static async Task<NodeData?> ReadAsync(ZkClient client, string path, CancellationToken cancellationToken)
    {
        try
        {
            return await Idempotent.RetryAsync(() => client.GetDataAsync(path, cancellationToken)).ConfigureAwait(false);
        }
        catch (ZkException e) when (e.Code == ErrorCode.NoNode)
        {
            return null;
        }
    }
}
