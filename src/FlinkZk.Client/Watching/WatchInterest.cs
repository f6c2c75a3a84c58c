namespace FlinkZk.Client;

/// <summary>One user's share in a watch: claimed before the request goes out, armed as the reply is read, released when the user has enough.</summary>
internal sealed class WatchInterest(WatchTable table, string path, WatchKind kind, IWatcher watcher)
{
    /// <summary>The absolute path.</summary>
    public string Path => path;

    public IWatcher Watcher => watcher;

    /// <summary>The table's gate; exists learns only from the reply which kind it is.</summary>
    public WatchKind Kind { get; set; } = kind;

    /// <summary>The table's gate; whether the server holds the watch, or has to be given it on the next connection.</summary>
    public bool IsArmed { get; set; }

    /// <summary>
    /// A lasting watch of the same path tells all that this one waits for, and the server must not be asked for both: before 3.9 it keeps one mode for a path
    /// and connection, so the one-shot watch would take the lasting one along when it fires.
    /// </summary>
    public bool IsCovered { get; init; }

    /// <summary>The server has set the watch. Receive loop.</summary>
    public void Arm(WatchKind armed) => table.Arm(this, armed);

    /// <summary>The user has enough. The last one of a path and kind takes the watch off the server.</summary>
    public void Release() => table.Release(this);
}
