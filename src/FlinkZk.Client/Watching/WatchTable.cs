using FlinkZk.Wire;

namespace FlinkZk.Client;

/// <summary>
/// The session's watches by path. The server holds at most one watch of a kind for a path and connection; here its users are counted.
/// Events are delivered under the gate and thereby in wire order; delivering only hands over.
/// </summary>
internal sealed class WatchTable
{
    private readonly object _gate = new();   // taken before the pipe's gate, never the other way round
    private readonly Dictionary<string, List<WatchInterest>> _paths = new(StringComparer.Ordinal);   // gate
    private bool _exactTypes;   // gate
    private int _recursive;   // gate; how many recursive ones there are: without any, no ancestor has to be looked up

    /// <summary>Sends a removal without waiting for it.</summary>
    public Action<string, WatcherType> Removal { get; init; } = static (_, _) => { };

    /// <summary>Says whether the server tells all kinds apart in removeWatches (3.9).</summary>
    public void UseExactTypes(bool exact)
    {
        lock (_gate)
            _exactTypes = exact;
    }

    /// <summary>Counts a user in, before the request is handed to the pipe: a removal that is decided from now on knows of it.</summary>
    public WatchInterest Claim(string path, WatchKind kind, IWatcher watcher)
    {
        lock (_gate)
        {
            if (!_paths.TryGetValue(path, out var interests))
                _paths[path] = interests = [];
            var covered = !_exactTypes && interests.Exists(other => WatchRules.Covers(other.Kind, kind));
            var interest = new WatchInterest(this, path, kind, watcher) { IsCovered = covered };
            interests.Add(interest);
            if (kind == WatchKind.Recursive)
                _recursive++;
            return interest;
        }
    }

    /// <summary>The server has set the watch.</summary>
    public void Arm(WatchInterest interest, WatchKind kind)
    {
        lock (_gate)
            (interest.IsArmed, interest.Kind) = (true, kind);
    }

    /// <summary>Counts a user out; the second time nothing happens.</summary>
    public void Release(WatchInterest interest)
    {
        lock (_gate)
        {
            if (!TryDrop(interest, out var left))
                return;
            // Sent under the gate: a request that arms it again is claimed before or sent after.
            if (WatchRules.Removal(interest.Kind, [.. left.Select(other => other.Kind)], _exactTypes) is { } type)
                Removal(interest.Path, type);
        }
    }

    /// <summary>Delivers an event. Receive loop, or the handshake before there is one.</summary>
    public void Dispatch(WatcherEvent e, long zxid)
    {
        lock (_gate)
        {
            Deliver(e.Path, e.Type, e.Path, zxid, recursiveOnly: false);
            if (_recursive == 0)
                return;
            for (var ancestor = ZnodePath.Parent(e.Path); ancestor is not null; ancestor = ZnodePath.Parent(ancestor))
                Deliver(ancestor, e.Type, e.Path, zxid, recursiveOnly: true);
        }
    }

    /// <summary>Tells everyone that the connection was lost or found again.</summary>
    public void Broadcast(SessionState state)
    {
        lock (_gate)
        {
            foreach (var interest in _paths.Values.SelectMany(interests => interests).Where(interest => interest.IsArmed))
                interest.Watcher.OnState(state);
        }
    }

    /// <summary>The session is over, and its watches with it.</summary>
    public void End(SessionState state)
    {
        lock (_gate)
        {
            foreach (var interest in _paths.Values.SelectMany(interests => interests))
                interest.Watcher.OnEnd(state);
            _paths.Clear();
            _recursive = 0;
        }
    }

    /// <summary>What a new connection has to be given.</summary>
    public IReadOnlyList<(string Path, WatchKind Kind)> Armed()
    {
        lock (_gate)
            return [.. _paths.Values.SelectMany(interests => interests).Where(interest => interest.IsArmed).Select(interest => (interest.Path, interest.Kind)).Distinct()];
    }

    /// <summary>How many users there are.</summary>
    public int Count
    {
        get
        {
            lock (_gate)
                return _paths.Values.Sum(interests => interests.Count);
        }
    }

    private void Deliver(string watched, WatchEventType type, string path, long zxid, bool recursiveOnly)
    {
        if (!_paths.TryGetValue(watched, out var interests))
            return;
        for (var i = interests.Count - 1; i >= 0; i--)
        {
            var interest = interests[i];
            if (!interest.IsArmed || recursiveOnly && interest.Kind != WatchKind.Recursive || !interest.Kind.Matches(type))
                continue;
            if (interest.Kind.IsOneShot())
                interests.RemoveAt(i);
            interest.Watcher.OnEvent(type, path, zxid);
        }
        if (interests.Count == 0)
            _paths.Remove(watched);
    }

    private bool TryDrop(WatchInterest interest, out IReadOnlyList<WatchInterest> left)
    {
        left = [];
        if (!_paths.TryGetValue(interest.Path, out var interests) || !interests.Remove(interest))
            return false;
        left = interests;
        if (interests.Count == 0)
            _paths.Remove(interest.Path);
        if (interest.Kind == WatchKind.Recursive)
            _recursive--;
        return true;
    }
}
