using System.Runtime.CompilerServices;
using System.Threading.Channels;
using FlinkZk.Wire;

namespace FlinkZk.Client;

/// <summary>
/// A watch that stays. Events come in the order of the wire. ZooKeeper keeps none while a connection is lost: therefore a change of the session's state
/// comes as an event of type <see cref="WatchEventType.None"/>, and <see cref="SessionState.Connected"/> in it means: some may be missing, read anew.
/// The same is said to a reader that falls <see cref="Capacity"/> events behind, in place of those that it has not read: what follows is newer. The last event of a lost session has its final state.
/// </summary>
public sealed class NodeWatch : IAsyncDisposable, IWatcher
{
    /// <summary>Events kept for a slow reader.</summary>
    public const int Capacity = 64 * 1024;

    private readonly Channel<WatchEvent> _events = Channel.CreateBounded<WatchEvent>(new BoundedChannelOptions(Capacity) { SingleWriter = false });
    private readonly Chroot _chroot;
    private WatchEvent? _last;     // written before the channel is completed, read after

    internal NodeWatch(WatchTable table, Chroot chroot, string path, AddWatchMode mode)
    {
        (Path, Mode, _chroot) = (path, mode, chroot);
        Interest = table.Claim(chroot.ToAbsolute(path), mode == AddWatchMode.Persistent ? WatchKind.Persistent : WatchKind.Recursive, this);
    }

    /// <summary>The watched node, as the view that set the watch names it.</summary>
    public string Path { get; }

    /// <summary>Whether everything below the node is watched, too.</summary>
    public AddWatchMode Mode { get; }

    internal WatchInterest Interest { get; }

    /// <summary>The events, until the watch is disposed or the session is over. For one reader.</summary>
    public async IAsyncEnumerable<WatchEvent> ReadAllAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        while (await _events.Reader.WaitToReadAsync(cancellationToken).ConfigureAwait(false))
        {
            while (_events.Reader.TryRead(out var e))
                yield return e;
        }
        if (_last is { } last)
            yield return last;
    }

    /// <summary>
    /// Takes an event that is there already, for a reader who looks instead of waiting: whatever came before a reply of the same session is there when that reply is. It does not tell that the
    /// session is over. Not to be mixed with <see cref="ReadAllAsync"/>.
    /// </summary>
    /// <param name="happened">The event.</param>
    public bool TryRead(out WatchEvent happened) => _events.Reader.TryRead(out happened);

    /// <summary>Waits until there is an event; false when the watch is disposed or the session is over.</summary>
    /// <param name="cancellationToken">Ends the waiting.</param>
    public ValueTask<bool> WaitToReadAsync(CancellationToken cancellationToken = default) => _events.Reader.WaitToReadAsync(cancellationToken);

    /// <summary>Removes the watch here and, unless someone else uses it, on the server. Does not wait for the server.</summary>
    public ValueTask DisposeAsync()
    {
        Interest.Release();
        _events.Writer.TryComplete();
        return ValueTask.CompletedTask;
    }

    void IWatcher.OnEvent(WatchEventType type, string path, long zxid) => Write(new(type, _chroot.ToRelative(path), zxid, SessionState.Connected));

    void IWatcher.OnState(SessionState state) => Write(StateEvent(state));

    void IWatcher.OnEnd(SessionState state)
    {
        _last = StateEvent(state);
        _events.Writer.TryComplete();
    }

    private WatchEvent StateEvent(SessionState state) => new(WatchEventType.None, Path, -1, state);

    // One writer at a time: the table's gate is held.
    private void Write(WatchEvent e)
    {
        if (_events.Writer.TryWrite(e))
            return;
        while (_events.Reader.TryRead(out _))
        {
        }
        _events.Writer.TryWrite(StateEvent(SessionState.Connected));
        _events.Writer.TryWrite(e);
    }
}
