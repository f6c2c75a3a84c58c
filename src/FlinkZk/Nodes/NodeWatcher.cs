using System.Runtime.CompilerServices;
using FlinkZk.Client;
using FlinkZk.Wire;

namespace FlinkZk;

/// <summary>Turns a watch into the objects of Watch-ZkNode.</summary>
internal static class NodeWatcher
{
    /// <summary>
    /// The snapshot, then the changes. The watch is set before the snapshot is read: a change in between is told, perhaps twice, never missed. A node that may
    /// not be read is told as a failure.
    /// </summary>
    public static async IAsyncEnumerable<(ZkNodeEvent? Event, NodeFailure? Failure)> WatchAsync(
        ZkSession session, string path, bool recurse, bool snapshot, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var watch = await session.Client.WatchAsync(path, recurse ? AddWatchMode.PersistentRecursive : AddWatchMode.Persistent, cancellationToken).ConfigureAwait(false);
        await using (watch.ConfigureAwait(false))
        {
            if (snapshot)
            {
                await foreach (var read in SnapshotAsync(session, path, recurse, cancellationToken).ConfigureAwait(false))
                {
                    yield return read is { Failure: not null }
                        ? (null, read.Value.Failure)
                        : (new ZkNodeEvent(ZkNodeEventType.Snapshot, read?.Node?.Path ?? path, read?.Node?.Mzxid, read?.Node, session), null);
                }
            }
            await foreach (var happened in EventsAsync(session, watch, cancellationToken).ConfigureAwait(false))
                yield return (happened, null);
        }
    }

    /// <summary>What a watch tells from here on.</summary>
    public static async IAsyncEnumerable<ZkNodeEvent> EventsAsync(ZkSession session, NodeWatch watch, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var happened in watch.ReadAllAsync(cancellationToken).ConfigureAwait(false))
        {
            if (Translate(happened) is { } type)
                yield return new ZkNodeEvent(type, happened.Path, happened.Zxid < 0 ? null : happened.Zxid, node: null, session);
        }
    }

    private static async IAsyncEnumerable<NodeRead?> SnapshotAsync(ZkSession session, string path, bool recurse, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var nodes = NodeReader.TreeAsync(session, path, recurse ? int.MaxValue : 0, cancellationToken).GetAsyncEnumerator(cancellationToken);
        await using (nodes.ConfigureAwait(false))
        {
            var exists = false;
            while (await MoveNextOrGoneAsync(nodes).ConfigureAwait(false))
            {
                exists = true;
                yield return nodes.Current;
            }
            if (!exists)
                yield return null;
        }
    }

    private static async ValueTask<bool> MoveNextOrGoneAsync(IAsyncEnumerator<NodeRead> nodes)
    {
        try
        {
            return await nodes.MoveNextAsync().ConfigureAwait(false);
        }
        catch (ZkException e) when (e.Code == ErrorCode.NoNode)
        {
            return false;
        }
    }

    private static ZkNodeEventType? Translate(WatchEvent happened) => (happened.Type, happened.State) switch
    {
        (WatchEventType.Created, _) => ZkNodeEventType.Created,
        (WatchEventType.Deleted, _) => ZkNodeEventType.Deleted,
        (WatchEventType.DataChanged, _) => ZkNodeEventType.DataChanged,
        (WatchEventType.ChildrenChanged, _) => ZkNodeEventType.ChildrenChanged,
        (WatchEventType.None, SessionState.Connected or SessionState.ReadOnly) => ZkNodeEventType.Rebuilt,
        (WatchEventType.None, SessionState.Suspended or SessionState.Expired or SessionState.AuthFailed or SessionState.Closed) => ZkNodeEventType.Lost,
        _ => null,
    };
}
