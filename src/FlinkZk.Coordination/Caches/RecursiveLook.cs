using FlinkZk.Client;
using FlinkZk.Wire;

namespace FlinkZk.Coordination;

/// <summary>One watch for a node and everything below it (3.6). What happens without a connection is told to nobody: then all is read again.</summary>
internal sealed class RecursiveLook : INodeLook
{
    private readonly ZkClient _client;
    private readonly NodeWatch _watch;
    private bool _isLost;
    private bool _isOver;

    private RecursiveLook(ZkClient client, NodeWatch watch) => (_client, _watch) = (client, watch);

    public static async Task<RecursiveLook> StartAsync(ZkClient client, string path, CancellationToken cancellationToken) =>
        new(client, await Idempotent.RetryAsync(() => client.WatchAsync(path, AddWatchMode.PersistentRecursive, cancellationToken)).ConfigureAwait(false));

    public bool ForgetsWhileLost => true;

    public async Task<NodeLook> ReadAsync(string path, bool children, CancellationToken cancellationToken)
    {
        try
        {
            var read = await Idempotent.RetryAsync(() => _client.GetDataAsync(path, cancellationToken)).ConfigureAwait(false);
            return new(new CachedNode(path, read.Data, read.Stat), children && read.Stat.NumChildren > 0 ? (await Idempotent.RetryAsync(() => _client.GetChildrenAsync(path, cancellationToken)).ConfigureAwait(false)).Names : null);
        }
        catch (ZkException e) when (e.Code == ErrorCode.NoNode)
        {
            return new(null, null);
        }
        catch (ZkException e) when (OneNode.IsOf(e))
        {
            var (stat, _) = await OneNode.TryAsync(Idempotent.RetryAsync(() => _client.ExistsAsync(path, cancellationToken)), null).ConfigureAwait(false);
            return new(new CachedNode(path, null, stat ?? default) { Failure = e }, null);
        }
    }

    public NodeNews TakeNews(Func<string, CachedNode?> known)
    {
        var paths = new HashSet<string>(StringComparer.Ordinal);
        var wasLost = false;
        while (_watch.TryRead(out var happened))
        {
            if (happened.Type == WatchEventType.None)
            {
                wasLost = true;
                _isLost = happened.State is not (SessionState.Connected or SessionState.ReadOnly);
                continue;
            }
            // Its transaction is told from 3.9 on.
            if (happened.Zxid > 0 && known(happened.Path) is { Failure: null } node && (happened.Type == WatchEventType.Deleted ? node.Stat.Czxid > happened.Zxid : node.Stat.Mzxid >= happened.Zxid))
                continue;
            paths.Add(happened.Path);
        }
        return new(paths) { WasLost = wasLost, IsLost = _isLost, IsOver = _isOver };
    }

    public async Task WaitAsync(CancellationToken cancellationToken) => _isOver = !await _watch.WaitToReadAsync(cancellationToken).ConfigureAwait(false);

    public void Forget(IEnumerable<string> paths)
    {
        // One watch is for all.
    }

    public ValueTask DisposeAsync() => _watch.DisposeAsync();
}
