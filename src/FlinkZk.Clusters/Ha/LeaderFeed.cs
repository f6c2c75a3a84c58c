using System.Runtime.CompilerServices;
using FlinkZk.Client;
using FlinkZk.Clusters.Model;
using FlinkZk.Wire;

namespace FlinkZk.Clusters.Ha;

/// <summary>Follows what a component of a cluster publishes, by a watch on its node.</summary>
public static class LeaderFeed
{
    /// <summary>
    /// First what is published, then every change of it. It tells states, not writes: of two changes in one moment the first may be left out. While the connection is
    /// lost it is unknown. The watch goes when the reader does.
    /// </summary>
    /// <param name="client">The session.</param>
    /// <param name="paths">Which cluster; it need not exist yet.</param>
    /// <param name="component">The component's name below <c>leader</c>.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="ZkException">The session is over, or the node may not be watched.</exception>
    public static async IAsyncEnumerable<Known<NodeContent<LeaderInformation>>> FollowAsync(
        ZkClient client, HaPaths paths, string component, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(client);
        ArgumentNullException.ThrowIfNull(paths);
        var path = paths.ConnectionInfo(component);
        // Watched before it is read: what changes in between is read again.
        var watch = await client.WatchAsync(path, AddWatchMode.Persistent, cancellationToken).ConfigureAwait(false);
        await using (watch.ConfigureAwait(false))
        {
            var last = await HaReader.ReadLeaderAsync(client, paths, component, cancellationToken).ConfigureAwait(false);
            yield return last;
            await foreach (var happened in watch.ReadAllAsync(cancellationToken).ConfigureAwait(false))
            {
                var now = happened is { Type: WatchEventType.None, State: not (SessionState.Connected or SessionState.ReadOnly) }
                    ? Lost(happened.State, path)
                    : await HaReader.ReadLeaderAsync(client, paths, component, cancellationToken).ConfigureAwait(false);
                if (now == last)
                    continue;
                last = now;
                yield return now;
            }
        }
    }

    private static Known<NodeContent<LeaderInformation>> Lost(SessionState state, string path) => state is SessionState.Expired or SessionState.Closed or SessionState.AuthFailed
        ? throw new ZkException(ErrorCode.SessionExpired, $"The session ended ({state}) while '{path}' was followed.", path)
        : Known.Unknown<NodeContent<LeaderInformation>>(ErrorCode.ConnectionLoss, "The connection to ZooKeeper is lost.");
}
