namespace FlinkZk.Wire;

/// <summary>Which watches removeWatches and checkWatches mean (<c>Watcher.WatcherType</c>).</summary>
public enum WatcherType
{
    /// <summary>Child watches, set by getChildren.</summary>
    Children = 1,
    /// <summary>Data watches, set by getData and exists.</summary>
    Data = 2,
    /// <summary>Every kind.</summary>
    Any = 3,
    /// <summary>Persistent watches; servers from 3.9.</summary>
    Persistent = 4,
    /// <summary>Persistent recursive watches; servers from 3.9.</summary>
    PersistentRecursive = 5,
}
