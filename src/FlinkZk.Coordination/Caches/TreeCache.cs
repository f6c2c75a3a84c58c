using System.Runtime.CompilerServices;
using System.Runtime.ExceptionServices;
using FlinkZk.Client;
using FlinkZk.Wire;

namespace FlinkZk.Coordination;

/// <summary>
/// Keeps a node and what lies below it at hand, as snapshots that are each the state after one transaction. Who is slow gets the newest, never a row of old ones: so memory holds the tree, and for
/// each reader the snapshot that it has. Nodes that may not be read are there with the reason; servers from 3.8.4 and 3.9.2 tell nothing of their changes.
/// </summary>
internal sealed class TreeCache : IAsyncDisposable
{
    private const int ReadsAtOnce = 64;

    // Then the changes come faster than they are read, and what there is has to do.
    private const int MostRounds = 8;

    private readonly ZkClient _client;
    private readonly INodeLook _look;
    private readonly CacheTree _tree;
    private readonly string _path;
    private readonly CancellationTokenSource _stop = new();
    private readonly HashSet<string> _dirty = new(StringComparer.Ordinal);
    private readonly Task _loop;
    private TaskCompletionSource _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile TreeSnapshot? _current;
    private volatile Exception? _failure;
    private int _rebuilds;

    private TreeCache(ZkClient client, string path, TreeCacheOptions options, INodeLook look)
    {
        (_client, _path, _look, _tree) = (client, path, look, new(path, options));
        _loop = Task.Run(FollowAsync);
    }

    /// <summary>The newest snapshot; it stays at hand when the connection is lost.</summary>
    public TreeSnapshot Current => _current!;

    /// <summary>Why it ended, or null while it follows.</summary>
    public Exception? Failure => _failure;

    /// <summary>Reads all, and follows it from there on.</summary>
    /// <param name="client">The session.</param>
    /// <param name="path">The top; it need not exist.</param>
    /// <param name="options">What is kept.</param>
    /// <param name="cancellationToken">Ends the first reading.</param>
    /// <exception cref="ZkException">The session is over.</exception>
    /// <exception cref="TreeCacheFullException">There is more than is kept.</exception>
    public static async Task<TreeCache> StartAsync(ZkClient client, string path, TreeCacheOptions? options = null, CancellationToken cancellationToken = default)
    {
        ZnodePath.Validate(path);
        options ??= new();
        // A recursive watch would tell of far more than a few levels.
        INodeLook look = options.PlainWatches || options.Depth < int.MaxValue || !client.Supports(ServerFeature.PersistentWatches)
            ? new PlainLook(client, path) : await RecursiveLook.StartAsync(client, path, cancellationToken).ConfigureAwait(false);
        var cache = new TreeCache(client, path, options, look);
        try
        {
            await cache.NextAsync(null, cancellationToken).ConfigureAwait(false);
            return cache;
        }
        catch
        {
            await cache.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Tells what there is, and then what changes, until cancelled.</summary>
    /// <param name="client">The session.</param>
    /// <param name="path">The top; it need not exist.</param>
    /// <param name="options">What is followed.</param>
    /// <param name="cancellationToken">Ends it, and takes its watches off the server.</param>
    public static async IAsyncEnumerable<CacheChange> WatchAsync(ZkClient client, string path, TreeCacheOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var cache = await StartAsync(client, path, options, cancellationToken).ConfigureAwait(false);
        await using (cache.ConfigureAwait(false))
        {
            TreeSnapshot? told = null;
            while (true)
            {
                var now = await cache.NextAsync(told, cancellationToken).ConfigureAwait(false);
                foreach (var change in CacheChange.Between(told, now))
                    yield return change;
                told = now;
            }
        }
    }

    /// <summary>Waits for another snapshot than the one that was seen, and gives the newest.</summary>
    /// <param name="seen">The one that was seen; null for none.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <exception cref="Exception">It has ended: <see cref="Failure"/>.</exception>
    public async Task<TreeSnapshot> NextAsync(TreeSnapshot? seen, CancellationToken cancellationToken)
    {
        while (true)
        {
            var changed = Volatile.Read(ref _changed).Task;
            if (_current is { } now && !ReferenceEquals(now, seen))
                return now;
            if (_failure is { } failure)
                ExceptionDispatchInfo.Throw(failure);
            await changed.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync().ConfigureAwait(false);
        await _loop.ConfigureAwait(false);
        await _look.DisposeAsync().ConfigureAwait(false);
        _stop.Dispose();
    }

    private async Task FollowAsync()
    {
        try
        {
            await ReadAllAsync().ConfigureAwait(false);
            for (var rounds = 0; ; rounds++)
            {
                // In this order: all that happened up to the transaction is among the news then.
                var zxid = _client.LastZxid;
                var news = _look.TakeNews(_tree.Find);
                if (news.IsOver)
                    await _client.ExistsAsync(_path, _stop.Token).ConfigureAwait(false);   // says why
                _dirty.UnionWith(news.Paths.Where(_tree.Keeps));
                if (news.WasLost && !news.IsLost)
                {
                    _rebuilds++;
                    if (_look.ForgetsWhileLost)
                    {
                        await ReadAllAsync().ConfigureAwait(false);
                        continue;
                    }
                }
                if (_dirty.Count == 0 || rounds >= MostRounds || news.IsLost)
                {
                    Publish(_dirty.Count == 0 ? zxid : null, !news.IsLost);
                    rounds = -1;
                }
                if (_dirty.Count == 0 || news.IsLost)
                    await _look.WaitAsync(_stop.Token).ConfigureAwait(false);
                else
                    await ReadDirtyAsync().ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
        }
        catch (Exception e)
        {
            _failure = e;
            Wake();
        }
    }

    private void Publish(long? zxid, bool isLive)
    {
        var nodes = _tree.Nodes;
        if (_current is { } last && ReferenceEquals(last.Nodes, nodes) && last.IsLive == isLive && last.Rebuilds == _rebuilds && last.Zxid is null == zxid is null)
            return;
        _current = new(_path, nodes) { Zxid = zxid, IsLive = isLive, Rebuilds = _rebuilds };
        Wake();
    }

    private void Wake() => Interlocked.Exchange(ref _changed, new(TaskCreationOptions.RunContinuationsAsynchronously)).SetResult();

    private async Task ReadAllAsync()
    {
        _dirty.Clear();
        _tree.RetainOnly(await ReadAsync([_path], whole: true).ConfigureAwait(false));
    }

    private async Task ReadDirtyAsync()
    {
        // From here on they are told anew.
        string[] paths = [.. _dirty];
        _dirty.Clear();
        await ReadAsync(paths, whole: false).ConfigureAwait(false);
    }

    // Children are asked for where no event of their own tells of them. Nothing is read twice at once: of two answers the older could come last.
    private async Task<HashSet<string>> ReadAsync(IEnumerable<string> paths, bool whole)
    {
        var open = new Queue<string>(paths);
        var known = new HashSet<string>(open, StringComparer.Ordinal);
        var listed = new List<string>();
        var reading = new Queue<(string Path, Task<NodeLook> Look)>();
        try
        {
            while (open.Count + reading.Count > 0)
            {
                while (reading.Count < ReadsAtOnce && open.TryDequeue(out var next))
                    reading.Enqueue((next, _look.ReadAsync(next, (whole || !_look.ForgetsWhileLost) && _tree.KeepsBelow(next), _stop.Token)));
                var (path, look) = reading.Dequeue();
                foreach (var child in Take(path, await look.ConfigureAwait(false)))
                {
                    listed.Add(child);
                    if ((whole || _tree.Find(child) is null) && known.Add(child))
                        open.Enqueue(child);
                }
            }
        }
        finally
        {
            await Task.WhenAll(reading.Select(one => (Task)one.Look)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
        // Looked at before its parent listed it: it came in between. Or it has gone since, which its parent's watch tells.
        _dirty.UnionWith(listed.Where(child => _tree.Find(child) is null));
        return known;
    }

    /// <returns>The paths of its children, where they were asked for.</returns>
    private HashSet<string> Take(string path, NodeLook look)
    {
        if (look.Node is null)
        {
            _look.Forget(path == _path ? _tree.Remove(path).Where(gone => gone != path) : _tree.Remove(path));
            return [];
        }
        _tree.Set(look.Node);
        if (look.Children is null)
            return [];
        HashSet<string> children = [.. look.Children.Select(name => ZnodePath.Combine(path, name))];
        foreach (var gone in _tree.Children(path).Where(child => !children.Contains(child)).ToArray())
            _look.Forget(_tree.Remove(gone));
        return children;
    }
}
