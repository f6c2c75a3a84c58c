using FlinkZk.Client;
using FlinkZk.Wire;

namespace FlinkZk;

/// <summary>Waits until a condition holds for a node.</summary>
internal static class NodeWaiter
{
    /// <returns>The node as it was when the condition held; null where it is gone.</returns>
    /// <exception cref="ZkException">It may not be read, or the session ended.</exception>
    public static async ValueTask<ZkNode?> WaitAsync(ZkSession session, string path, NodeCondition condition, CancellationToken cancellationToken)
    {
        while (true)
        {
            // Watched before it is read: what changes in between wakes the wait.
            var (stat, watch) = await session.Client.ExistsAndWatchAsync(path, cancellationToken).ConfigureAwait(false);
            await using (watch.ConfigureAwait(false))
            {
                var children = condition.NeedsChildren && stat is not null ? await WatchChildrenAsync(session, path, cancellationToken).ConfigureAwait(false) : null;
                try
                {
                    var node = stat is null ? null : await TryReadAsync(session, path, cancellationToken).ConfigureAwait(false);
                    if (condition.Holds(node))
                        return node;
                    await FiredAsync(session, path, watch, children, cancellationToken).ConfigureAwait(false);
                }
                finally
                {
                    if (children is not null)
                        await children.DisposeAsync().ConfigureAwait(false);
                }
            }
        }
    }

    private static async ValueTask FiredAsync(ZkSession session, string path, OneShotWatch watch, OneShotWatch? children, CancellationToken cancellationToken)
    {
        using var other = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var waits = new List<Task<WatchEvent>> { watch.Fired(other.Token).AsTask() };
        if (children is not null)
            waits.Add(children.Fired(other.Token).AsTask());
        var first = await Task.WhenAny(waits).ConfigureAwait(false);
        await other.CancelAsync().ConfigureAwait(false);
        if ((await first.ConfigureAwait(false)).Type == WatchEventType.None)
            throw new ZkException(ErrorCode.SessionExpired, $"The session ended ({session.State}) while '{path}' was waited for.", path);
    }

    private static async ValueTask<OneShotWatch?> WatchChildrenAsync(ZkSession session, string path, CancellationToken cancellationToken)
    {
        try
        {
            return (await session.Client.GetChildrenAndWatchAsync(path, cancellationToken).ConfigureAwait(false)).Watch;
        }
        catch (ZkException e) when (e.Code == ErrorCode.NoNode)
        {
            return null;
        }
    }

    private static async ValueTask<ZkNode?> TryReadAsync(ZkSession session, string path, CancellationToken cancellationToken)
    {
        try
        {
            return await NodeReader.ReadAsync(session, path, cancellationToken).ConfigureAwait(false);
        }
        catch (ZkException e) when (e.Code == ErrorCode.NoNode)
        {
            return null;
        }
    }
}
