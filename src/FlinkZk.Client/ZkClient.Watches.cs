using FlinkZk.Wire;

namespace FlinkZk.Client;

public sealed partial class ZkClient
{
    /// <summary>A node's Stat, null where there is no node, and a watch that fires when the node is created, changed or deleted.</summary>
    public async ValueTask<(Stat? Stat, OneShotWatch Watch)> ExistsAndWatchAsync(string path, CancellationToken cancellationToken = default)
    {
        var watch = NewWatch(path, WatchKind.Data);
        try
        {
            return (await _session.Pipe.SendAsync<Exists, Stat?>(new(watch.Interest.Path, watch.Interest), _chroot, cancellationToken).ConfigureAwait(false), watch);
        }
        catch
        {
            await watch.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>A node's data, and a watch that fires when the node is changed or deleted. A missing node is an error and leaves no watch.</summary>
    public async ValueTask<(NodeData Node, OneShotWatch Watch)> GetDataAndWatchAsync(string path, CancellationToken cancellationToken = default)
    {
        var watch = NewWatch(path, WatchKind.Data);
        try
        {
            return (await _session.Pipe.SendAsync<GetData, NodeData>(new(watch.Interest.Path, watch.Interest), _chroot, cancellationToken).ConfigureAwait(false), watch);
        }
        catch
        {
            await watch.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>A node's children, and a watch that fires when one is created or deleted, or the node itself is deleted.</summary>
    public async ValueTask<(NodeChildren Children, OneShotWatch Watch)> GetChildrenAndWatchAsync(string path, CancellationToken cancellationToken = default)
    {
        var watch = NewWatch(path, WatchKind.Child);
        try
        {
            return (await _session.Pipe.SendAsync<GetChildren, NodeChildren>(new(watch.Interest.Path, watch.Interest), _chroot, cancellationToken).ConfigureAwait(false), watch);
        }
        catch
        {
            await watch.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Watches a node, or a node with everything below it, until the watch is disposed (3.6). The node need not exist.</summary>
    public async ValueTask<NodeWatch> WatchAsync(string path, AddWatchMode mode, CancellationToken cancellationToken = default)
    {
        ZnodePath.Validate(path);
        Require(OpCode.AddWatch);
        var watch = new NodeWatch(_session.Watches, _chroot, path, mode);
        try
        {
            await _session.Pipe.SendAsync(new AddWatch(watch.Interest.Path, mode, watch.Interest), _chroot, cancellationToken).ConfigureAwait(false);
            return watch;
        }
        catch
        {
            await watch.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    private OneShotWatch NewWatch(string path, WatchKind kind)
    {
        ZnodePath.Validate(path);
        return new(_session.Watches, _chroot, path, kind);
    }
}
