using FlinkZk.Wire;

namespace FlinkZk.Client;

/// <summary>
/// A watch that fires once. It outlives connections: on a new one it is armed again, and fires if the node has changed meanwhile. A node that was
/// created and deleted while there was no connection goes unseen; that is ZooKeeper's rule.
/// </summary>
public sealed class OneShotWatch : IAsyncDisposable, IWatcher
{
    private readonly TaskCompletionSource<WatchEvent> _fired = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Chroot _chroot;

    internal OneShotWatch(WatchTable table, Chroot chroot, string path, WatchKind kind)
    {
        (Path, _chroot) = (path, chroot);
        Interest = table.Claim(chroot.ToAbsolute(path), kind, this);
    }

    /// <summary>The watched node, as the view that set the watch names it.</summary>
    public string Path { get; }

    /// <summary>Whether it has fired, or the session is over.</summary>
    public bool HasFired => _fired.Task.IsCompletedSuccessfully;

    internal WatchInterest Interest { get; }

    /// <summary>
    /// Waits for the event. When the session ends it is one of type <see cref="WatchEventType.None"/> with the state that ended it.
    /// </summary>
    /// <exception cref="ObjectDisposedException">The watch was disposed before it fired.</exception>
    public ValueTask<WatchEvent> Fired(CancellationToken cancellationToken = default) => new(_fired.Task.WaitAsync(cancellationToken));

    /// <summary>Removes the watch here and, unless someone else uses it, on the server. Does not wait for the server.</summary>
    public ValueTask DisposeAsync()
    {
        Interest.Release();
        if (_fired.TrySetException(new ObjectDisposedException(nameof(OneShotWatch), $"The watch of '{Path}' was disposed before it fired.")))
            _ = _fired.Task.Exception;   // seen: nobody has to await a watch
        return ValueTask.CompletedTask;
    }

    void IWatcher.OnEvent(WatchEventType type, string path, long zxid) => _fired.TrySetResult(new(type, _chroot.ToRelative(path), zxid, SessionState.Connected));

    void IWatcher.OnState(SessionState state) { }

    void IWatcher.OnEnd(SessionState state) => _fired.TrySetResult(new(WatchEventType.None, Path, -1, state));
}
