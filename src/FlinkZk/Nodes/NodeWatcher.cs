using System.Runtime.CompilerServices;
using FlinkZk.Client;
using FlinkZk.Wire;

namespace FlinkZk;

/// <summary>Turns a watch into the objects of Watch-ZkNode.</summary>
internal static class NodeWatcher
{
    /// <summary>The snapshot, then the changes. The watch is set before the snapshot is read: a change in between is told, perhaps twice, never missed.</summary>
    public static async IAsyncEnumerable<(ZkNodeEvent? Event, NodeFailure? Failure)> WatchAsync(
        ZkSession session, string path, bool recurse, int count, TimeSpan? timeout, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var deadline = new CancellationTokenSource(timeout ?? Timeout.InfiniteTimeSpan, session.Client.TimeProvider);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellationToken);
        var watch = await session.Client.WatchAsync(path, recurse ? AddWatchMode.PersistentRecursive : AddWatchMode.Persistent, cancellationToken).ConfigureAwait(false);
        await using (watch.ConfigureAwait(false))
        {
            await foreach (var read in SnapshotAsync(session, path, recurse, cancellationToken).ConfigureAwait(false))
            {
                yield return read is { Failure: not null }
                    ? new(null, read.Value.Failure)
                    : new(new ZkNodeEvent(ZkNodeEventType.Snapshot, read?.Node?.Path ?? path, read?.Node?.Mzxid, read?.Node, session), null);
            }

            var events = watch.ReadAllAsync(either.Token).GetAsyncEnumerator(either.Token);
            await using (events.ConfigureAwait(false))
            {
                while (count > 0 && await NextAsync(events, deadline.Token, cancellationToken).ConfigureAwait(false))
                {
                    if (Translate(events.Current) is not { } type)
                        continue;
                    count--;
                    yield return new(new ZkNodeEvent(type, events.Current.Path, events.Current.Zxid < 0 ? null : events.Current.Zxid, node: null, session), null);
                }
            }
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

    private static async ValueTask<bool> NextAsync(IAsyncEnumerator<WatchEvent> events, CancellationToken deadline, CancellationToken cancellationToken)
    {
        try
        {
            return await events.MoveNextAsync().ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (deadline.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
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
