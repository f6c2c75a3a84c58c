using System.Runtime.InteropServices;

namespace FlinkZk.Server.Watches;

/// <summary>
/// Watches of one kind, data or child (<c>WatchManager</c>): who watches a path, and how. Both directions are kept, because both are
/// asked: an event asks by path, a connection that goes asks by watcher. Guarded by the registry's gate.
/// </summary>
internal sealed class WatchTable
{
    // What a pair and a path take on a 64-bit heap, their entries in dictionaries of a usual filling with them; measured.
    private const int PairSize = 64, PathSize = 120;

    private readonly Dictionary<string, PathWatchers> _watchers = new(StringComparer.Ordinal);
    private readonly Dictionary<IWatcher, Dictionary<string, WatchModes>> _paths = [];
    private int _recursive;

    /// <summary>Pairs of watcher and path.</summary>
    public int Count { get; private set; }

    public int PathCount => _watchers.Count;

    /// <summary>About how many bytes they take.</summary>
    public long Size { get; private set; }

    /// <summary>Whether a watcher has no fewer than the others on average.</summary>
    public bool IsAboveAverage(IWatcher watcher) => _paths.TryGetValue(watcher, out var own) && own.Count >= Count / _paths.Count;

    public IReadOnlyDictionary<string, PathWatchers> ByPath => _watchers;

    public IReadOnlyDictionary<IWatcher, Dictionary<string, WatchModes>> ByWatcher => _paths;

    public void Add(string path, IWatcher watcher, WatchModes mode)
    {
        if (watcher.IsGone)
            return;
        if (!_paths.TryGetValue(watcher, out var paths))
            _paths.Add(watcher, paths = new(StringComparer.Ordinal));
        if (!_watchers.TryGetValue(path, out var watchers))
        {
            _watchers.Add(path, watchers = new(path));
            Size += SizeOf(path);
        }
        ref var modes = ref CollectionsMarshal.GetValueRefOrAddDefault(paths, watchers.Path, out var known);
        if (!known)
        {
            watchers.Add(watcher);
            Count++;
            Size += PairSize;
        }
        if ((mode & ~modes & WatchModes.Recursive) != 0)
            _recursive++;
        modes |= mode;
    }

    public bool Has(string path, IWatcher watcher, WatchModes modes) =>
        _paths.TryGetValue(watcher, out var paths) && paths.TryGetValue(path, out var present) && (present & modes) != 0;

    /// <summary>Takes some modes away.</summary>
    /// <returns>Whether there was one of them.</returns>
    public bool Remove(string path, IWatcher watcher, WatchModes modes)
    {
        if (!Has(path, watcher, modes))
            return false;
        if (TakeModes(path, watcher, modes))
            Unlink(path, watcher);
        return true;
    }

    public void RemoveAll(IWatcher watcher)
    {
        if (!_paths.Remove(watcher, out var paths))
            return;
        foreach (var (path, modes) in paths)
        {
            if ((modes & WatchModes.Recursive) != 0)
                _recursive--;
            Count--;
            Size -= PairSize;
            Unlink(path, watcher);
        }
    }

    /// <summary>Puts everyone who is to hear of an event at <paramref name="path"/> into <paramref name="watchers"/>, and disarms one-shot watches.</summary>
    public void Collect(string path, HashSet<IWatcher> watchers)
    {
        if (_watchers.TryGetValue(path, out var here))
        {
            watchers.UnionWith(here);
            here.RemoveAll(watcher => TakeModes(path, watcher, WatchModes.OneShot));
            if (here.Count == 0)
                Forget(path);
        }
        if (_recursive == 0)
            return;
        for (var parent = Wire.ZnodePath.Parent(path); parent is not null; parent = Wire.ZnodePath.Parent(parent))
            if (_watchers.TryGetValue(parent, out var above))
                foreach (var watcher in above)
                    if (Has(parent, watcher, WatchModes.Recursive))
                        watchers.Add(watcher);
    }

    // Whether none is left, and the pair is to be unlinked from the path.
    private bool TakeModes(string path, IWatcher watcher, WatchModes modes)
    {
        var paths = _paths[watcher];
        ref var present = ref CollectionsMarshal.GetValueRefOrNullRef(paths, path);
        if ((present & modes & WatchModes.Recursive) != 0)
            _recursive--;
        present &= ~modes;
        if (present != WatchModes.None)
            return false;
        paths.Remove(path);
        if (paths.Count == 0)
            _paths.Remove(watcher);
        Count--;
        Size -= PairSize;
        return true;
    }

    private void Unlink(string path, IWatcher watcher)
    {
        var watchers = _watchers[path];
        watchers.Remove(watcher);
        if (watchers.Count == 0)
            Forget(path);
    }

    private void Forget(string path)
    {
        _watchers.Remove(path);
        Size -= SizeOf(path);
    }

    private static long SizeOf(string path) => PathSize + (2L * path.Length);
}

/// <summary>Who watches a path. It has the one string of it that all of them keep: a thousand sessions that watch the same would keep a thousand.</summary>
internal sealed class PathWatchers(string path) : List<IWatcher>(1)
{
    public string Path => path;
}

/// <summary>The kinds of watch that one watcher can have on one path at once (<c>WatcherMode</c>).</summary>
[Flags]
internal enum WatchModes
{
    None = 0,
    /// <summary>Fires once.</summary>
    OneShot = 1,
    Persistent = 2,
    /// <summary>Persistent, for everything below as well.</summary>
    Recursive = 4,
    All = 7,
}
