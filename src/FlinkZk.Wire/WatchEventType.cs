namespace FlinkZk.Wire;

/// <summary>What happened to a watched node (<c>Watcher.Event.EventType</c>).</summary>
public enum WatchEventType
{
    /// <summary>Nothing happened to a node: the session's state changed.</summary>
    None = -1,
    /// <summary>The node was created.</summary>
    Created = 1,
    /// <summary>The node was deleted.</summary>
    Deleted = 2,
    /// <summary>The node's data changed.</summary>
    DataChanged = 3,
    /// <summary>A child was created or deleted.</summary>
    ChildrenChanged = 4,
    /// <summary>The watch was removed (client side).</summary>
    DataWatchRemoved = 5,
    /// <summary>The watch was removed (client side).</summary>
    ChildWatchRemoved = 6,
    /// <summary>The watch was removed (client side).</summary>
    PersistentWatchRemoved = 7,
}
