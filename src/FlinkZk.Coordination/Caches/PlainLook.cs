using System.Threading.Channels;
using FlinkZk.Client;
using FlinkZk.Wire;

namespace FlinkZk.Coordination;

/// <summary>
/// Watches that fire once, which each server has: one for a node's data, one for its children. On a new connection they are armed again, and fire where something has changed meanwhile.
/// </summary>
internal sealed class PlainLook(ZkClient client, string top) : INodeLook
{
    private readonly Dictionary<string, (OneShotWatch? Data, OneShotWatch? Children)> _watches = new(StringComparer.Ordinal);
    private readonly Channel<bool> _fired = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private SessionStatus _status = client.Status;

    public bool ForgetsWhileLost => false;

    public async Task<NodeLook> ReadAsync(string path, bool children, CancellationToken cancellationToken)
    {
        ForgetOne(path);
        while (true)
        {
            try
            {
                var (node, data) = await Idempotent.RetryAsync(() => client.GetDataAndWatchAsync(path, cancellationToken)).ConfigureAwait(false);
                Keep(path, data, null);
                if (!children)
                    return new(new CachedNode(path, node.Data, node.Stat), null);
                var (listed, below) = await Idempotent.RetryAsync(() => client.GetChildrenAndWatchAsync(path, cancellationToken)).ConfigureAwait(false);
                Keep(path, data, below);
                return new(new CachedNode(path, node.Data, node.Stat), listed.Names);
            }
            catch (ZkException e) when (e.Code == ErrorCode.NoNode)
            {
                ForgetOne(path);
                // Of any other node its parent's watch tells.
                if (path != top || await WaitsForAsync(path, cancellationToken).ConfigureAwait(false))
                    return new(null, null);
            }
            catch (ZkException e) when (OneNode.IsOf(e))
            {
                ForgetOne(path);
                return await SeeAsync(path, e, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    public NodeNews TakeNews(Func<string, CachedNode?> known)
    {
        _fired.Reader.TryRead(out _);
        string[] paths;
        lock (_watches)
            paths = [.. _watches.Where(pair => pair.Value.Data?.HasFired == true || pair.Value.Children?.HasFired == true).Select(pair => pair.Key)];
        var status = client.Status;
        var wasLost = status.Version != _status.Version;
        _status = status;
        return new(paths) { WasLost = wasLost, IsLost = status.State is not (SessionState.Connected or SessionState.ReadOnly), IsOver = status.IsLost };
    }

    public async Task WaitAsync(CancellationToken cancellationToken)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var fired = _fired.Reader.WaitToReadAsync(either.Token).AsTask();
        var changed = client.WaitForChangeAsync(_status.Version, either.Token).AsTask();
        await Task.WhenAny(fired, changed).ConfigureAwait(false);
        await either.CancelAsync().ConfigureAwait(false);
        await Task.WhenAll(fired, changed).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        cancellationToken.ThrowIfCancellationRequested();
    }

    public void Forget(IEnumerable<string> paths)
    {
        foreach (var path in paths)
            ForgetOne(path);
    }

    public ValueTask DisposeAsync()
    {
        string[] paths;
        lock (_watches)
            paths = [.. _watches.Keys];
        Forget(paths);
        return ValueTask.CompletedTask;
    }

    // That a node is there may be known, though not what it holds.
    private async Task<NodeLook> SeeAsync(string path, ZkException failure, CancellationToken cancellationToken)
    {
        try
        {
            var (stat, watch) = await Idempotent.RetryAsync(() => client.ExistsAndWatchAsync(path, cancellationToken)).ConfigureAwait(false);
            Keep(path, watch, null);
            return new(stat is { } there ? new CachedNode(path, null, there) { Failure = failure } : null, null);
        }
        catch (ZkException e) when (OneNode.IsOf(e))
        {
            return new(new CachedNode(path, null, default) { Failure = failure }, null);
        }
    }

    /// <returns>Whether it is still not there.</returns>
    private async Task<bool> WaitsForAsync(string path, CancellationToken cancellationToken)
    {
        var (stat, watch) = await Idempotent.RetryAsync(() => client.ExistsAndWatchAsync(path, cancellationToken)).ConfigureAwait(false);
        if (stat is not null)
        {
            await watch.DisposeAsync().ConfigureAwait(false);
            return false;
        }
        Keep(path, watch, null);
        return true;
    }

    private void Keep(string path, OneShotWatch data, OneShotWatch? children)
    {
        lock (_watches)
            _watches[path] = (data, children);
        _ = TellAsync(children ?? data);
    }

    private async Task TellAsync(OneShotWatch watch)
    {
        try
        {
            await watch.Fired().ConfigureAwait(false);
        }
        catch (ObjectDisposedException)
        {
            return;
        }
        _fired.Writer.TryWrite(true);
    }

    private void ForgetOne(string path)
    {
        (OneShotWatch? Data, OneShotWatch? Children) watches;
        lock (_watches)
        {
            if (!_watches.Remove(path, out watches))
                return;
        }
        // Disposing does not wait.
        _ = watches.Data?.DisposeAsync().AsTask();
        _ = watches.Children?.DisposeAsync().AsTask();
    }
}
