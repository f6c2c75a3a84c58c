using FlinkZk.Client;
using FlinkZk.Wire;

namespace FlinkZk;

/// <summary>
/// Follows the data of one node, by watches and not by asking again and again. States in between may be missed, the last one never; a node that goes may
/// come again.
/// </summary>
internal sealed class NodeFollower(ZkSession session, string node)
{
    private OneShotWatch? _watch;

    /// <summary>The data now; the next time, when they have changed.</summary>
    /// <returns>Null where there is no node.</returns>
    public async ValueTask<NodeData?> NextAsync(CancellationToken cancellationToken)
    {
        if (_watch is { } watch)
        {
            var happened = await watch.Fired(cancellationToken).ConfigureAwait(false);
            Stop();
            if (happened.Type == WatchEventType.None)
                throw new ZkException(ErrorCode.SessionExpired, $"The session is over ({happened.State}): '{node}' is no longer followed.", node);
        }
        while (true)
        {
            try
            {
                (var data, _watch) = await session.Client.GetDataAndWatchAsync(node, cancellationToken).ConfigureAwait(false);
                return data;
            }
            catch (ZkException e) when (e.Code == ErrorCode.NoNode)
            {
                (var stat, _watch) = await session.Client.ExistsAndWatchAsync(node, cancellationToken).ConfigureAwait(false);
                if (stat is null)
                    return null;
                Stop(); // it came in between: read it
            }
        }
    }

    /// <summary>Takes the watch away; does not wait for the server.</summary>
    public void Stop()
    {
        if (_watch is { } watch)
            _ = watch.DisposeAsync().AsTask();
        _watch = null;
    }
}
