using FlinkZk.Client;

namespace FlinkZk.Coordination;

/// <summary>What an alert is about, followed: a node, the queue of a lock, the servers, or the session itself.</summary>
internal sealed class AlertTarget : IAsyncDisposable
{
    // A look at servers takes three connections to each.
    private static readonly TimeSpan ServerInterval = TimeSpan.FromSeconds(5);

    private static readonly TimeSpan ServerTimeout = TimeSpan.FromSeconds(5);

    private readonly ZkClient _client;
    private readonly CancellationTokenSource _stop = new();
    private readonly bool _isQueue;
    private Task _following = Task.CompletedTask;
    private volatile TreeSnapshot? _nodes;
    private volatile IReadOnlyList<ServerHealth>? _servers;
    private volatile Exception? _failure;

    private AlertTarget(ZkClient client, bool isQueue) => (_client, _isQueue) = (client, isQueue);

    /// <summary>Begins to follow it.</summary>
    /// <param name="client">The session.</param>
    /// <param name="paths">The cluster.</param>
    /// <param name="rule">The rule.</param>
    /// <param name="time">The clock by which servers are asked again.</param>
    /// <param name="changed">Called after each look.</param>
    public static AlertTarget Start(ZkClient client, ClusterPaths paths, AlertRule rule, TimeProvider time, Action changed)
    {
        var isQueue = rule.Kind is AlertKind.LockHeld or AlertKind.LockWaiting || rule.Kind == AlertKind.LeaderChanges && !rule.Target!.StartsWith('/');
        var target = new AlertTarget(client, isQueue);
        target._following = rule.Kind switch
        {
            AlertKind.SessionFlapping => Task.CompletedTask,
            AlertKind.ServerUnhealthy => Task.Run(() => target.AskAsync(rule.Target, time, changed)),
            AlertKind.RunnerGone => Task.Run(() => target.FollowAsync(paths.Runner(rule.Target!), 0, changed)),
            _ => Task.Run(() => target.FollowAsync(isQueue ? paths.Lock(rule.Target!) : rule.Target!, isQueue ? 1 : 0, changed)),
        };
        return target;
    }

    /// <summary>The newest look; null before the first.</summary>
    /// <exception cref="Exception">It can be followed no more.</exception>
    public AlertObservation? Look()
    {
        if (_failure is { } failure)
            throw failure;
        if (_following.IsCompletedSuccessfully)
            return new() { Session = (_client.SessionId, _client.Status) };
        return _nodes is not null ? new() { Nodes = _nodes, IsQueue = _isQueue } : _servers is not null ? new() { Servers = _servers } : null;
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync().ConfigureAwait(false);
        await _following.ConfigureAwait(false);
        _stop.Dispose();
    }

    private async Task FollowAsync(string path, int depth, Action changed)
    {
        try
        {
            var cache = await TreeCache.StartAsync(_client, path, new() { Depth = depth }, _stop.Token).ConfigureAwait(false);
            await using (cache.ConfigureAwait(false))
            {
                while (true)
                {
                    _nodes = await cache.NextAsync(_nodes, _stop.Token).ConfigureAwait(false);
                    changed();
                }
            }
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
        }
        catch (Exception e) when (e is ZkException or TreeCacheFullException)
        {
            _failure = e;
            changed();
        }
    }

    private async Task AskAsync(string? server, TimeProvider time, Action changed)
    {
        try
        {
            var servers = _client.ConnectionString.Servers;
            if (server is not null)
                servers = ConnectionString.Parse(server).Servers;
            while (true)
            {
                _servers = await HealthCheck.RunAsync(servers, _client.AskAsync, ServerTimeout, _stop.Token).ConfigureAwait(false);
                changed();
                await Task.Delay(ServerInterval, time, _stop.Token).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
        }
        catch (FormatException e)
        {
            _failure = e;
            changed();
        }
    }
}
