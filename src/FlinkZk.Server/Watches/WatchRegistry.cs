using FlinkZk.Wire;

namespace FlinkZk.Server.Watches;

/// <summary>
/// All watches. Armed by readers, on many threads at once; fired by Apply, inside the database's write lock: so a read and the watch
/// it arms see the same moment.
/// </summary>
internal sealed class WatchRegistry
{
    private readonly object _gate = new();
    private readonly WatchTable _data = new();
    private readonly WatchTable _child = new();
    private readonly WireBuffer _frame = new();
    private readonly HashSet<IWatcher> _heard = [];
    private readonly HashSet<IWatcher> _heardToo = [];
    private volatile int _count;

    /// <summary>The bytes that they may take together.</summary>
    public Func<long> Most { get; set; } = static () => long.MaxValue;

    /// <summary>About how many bytes they take.</summary>
    public long Size => Inspect(static (data, child) => data.Size + child.Size);

    /// <summary>Pairs of watcher and path, both kinds.</summary>
    public int Count => _count;

    /// <summary>Pairs of some watchers only.</summary>
    public int CountOf(Func<IWatcher, bool> isCounted) => Inspect((data, child) =>
        data.ByWatcher.Concat(child.ByWatcher).Where(entry => isCounted(entry.Key)).Sum(entry => entry.Value.Count));

    public void WatchData(string path, IWatcher watcher) => Arm(watcher, () => _data.Add(path, watcher, WatchModes.OneShot));

    public void WatchChildren(string path, IWatcher watcher) => Arm(watcher, () => _child.Add(path, watcher, WatchModes.OneShot));

    public void Watch(string path, IWatcher watcher, AddWatchMode mode) => Arm(watcher, () =>
    {
        if (mode == AddWatchMode.PersistentRecursive)
        {
            // Recursive watches are data watches only: a child's own event tells more than "children changed".
            _data.Add(path, watcher, WatchModes.Recursive);
            return;
        }
        _data.Add(path, watcher, WatchModes.Persistent);
        _child.Add(path, watcher, WatchModes.Persistent);
    });

    public bool Has(string path, IWatcher watcher, WatcherType type)
    {
        var (data, child) = ModesOf(type);
        lock (_gate)
            // Java asks the data table alone about persistent watches, which are in both: the answer is the same.
            return _data.Has(path, watcher, data) || _child.Has(path, watcher, child);
    }

    public bool Remove(string path, IWatcher watcher, WatcherType type)
    {
        var (data, child) = ModesOf(type);
        var removed = false;
        Change(() => removed = _data.Remove(path, watcher, data) | _child.Remove(path, watcher, child));
        return removed;
    }

    public void RemoveAll(IWatcher watcher) => Change(() =>
    {
        _data.RemoveAll(watcher);
        _child.RemoveAll(watcher);
    });

    /// <summary>A node was created; its parent's watchers hear of the child.</summary>
    public void NodeCreated(string path, string parent, long zxid, IReadOnlyList<Acl> acl, IReadOnlyList<Acl> parentAcl)
    {
        lock (_gate)
        {
            Fire(_data, WatchEventType.Created, path, zxid, acl, _heard, except: null);
            Fire(_child, WatchEventType.ChildrenChanged, parent, zxid, parentAcl, _heard, except: null);
            _count = _data.Count + _child.Count;
        }
    }

    /// <summary>A node was deleted. Who watches both its data and its children hears of it once.</summary>
    public void NodeDeleted(string path, string parent, long zxid, IReadOnlyList<Acl> acl, IReadOnlyList<Acl> parentAcl)
    {
        lock (_gate)
        {
            Fire(_data, WatchEventType.Deleted, path, zxid, acl, _heard, except: null);
            Fire(_child, WatchEventType.Deleted, path, zxid, acl, _heardToo, except: _heard);
            Fire(_child, WatchEventType.ChildrenChanged, parent, zxid, parentAcl, _heard, except: null);
            _count = _data.Count + _child.Count;
        }
    }

    public void DataChanged(string path, long zxid, IReadOnlyList<Acl> acl)
    {
        lock (_gate)
        {
            Fire(_data, WatchEventType.DataChanged, path, zxid, acl, _heard, except: null);
            _count = _data.Count + _child.Count;
        }
    }

    /// <summary>Tells one watcher what it missed (setWatches); such events have no zxid.</summary>
    public static void Tell(IWatcher watcher, WatchEventType type, string path, IReadOnlyList<Acl> acl)
    {
        var frame = new WireBuffer();
        Encode(frame, type, path, zxid: -1);
        watcher.Deliver(frame.Written, acl);
    }

    /// <summary>Looks at both tables, data and child, while nothing changes.</summary>
    public T Inspect<T>(Func<WatchTable, WatchTable, T> look)
    {
        lock (_gate)
            return look(_data, _child);
    }

    private void Fire(WatchTable table, WatchEventType type, string path, long zxid, IReadOnlyList<Acl> acl, HashSet<IWatcher> heard, HashSet<IWatcher>? except)
    {
        heard.Clear();
        table.Collect(path, heard);
        if (heard.Count == 0)
            return;
        Encode(_frame, type, path, zxid);
        foreach (var watcher in heard)
            if (except?.Contains(watcher) != true)
                watcher.Deliver(_frame.Written, acl);
    }

    private static void Encode(WireBuffer frame, WatchEventType type, string path, long zxid)
    {
        frame.Clear();
        var start = frame.BeginFrame();
        var writer = new JuteWriter(frame);
        new ReplyHeader(Xid.Notification, zxid, ErrorCode.Ok).Write(ref writer);
        new WatcherEvent(type, WatcherEvent.SyncConnected, path).Write(ref writer);
        frame.EndFrame(start);
    }

    private static (WatchModes Data, WatchModes Child) ModesOf(WatcherType type) => type switch
    {
        WatcherType.Children => (WatchModes.None, WatchModes.OneShot),
        WatcherType.Data => (WatchModes.OneShot, WatchModes.None),
        WatcherType.Persistent => (WatchModes.Persistent, WatchModes.Persistent),
        WatcherType.PersistentRecursive => (WatchModes.Recursive, WatchModes.None),
        _ => (WatchModes.All, WatchModes.All),
    };

    // Who comes back arms them again: whoever has few keeps them, however many others have.
    private void Arm(IWatcher watcher, Action add)
    {
        bool isTooMuch;
        lock (_gate)
        {
            Change(add);
            isTooMuch = _data.Size + _child.Size > Most() && (_data.IsAboveAverage(watcher) || _child.IsAboveAverage(watcher));
        }
        if (isTooMuch)
            watcher.HasTooMany();
    }

    private void Change(Action change)
    {
        lock (_gate)
        {
            change();
            _count = _data.Count + _child.Count;
        }
    }
}
