namespace FlinkZk.Server;

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
