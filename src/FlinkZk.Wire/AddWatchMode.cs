namespace FlinkZk.Wire;

/// <summary>The kind of watch that addWatch arms (3.6). Both stay armed until they are removed.</summary>
public enum AddWatchMode
{
    /// <summary>The node's data and its children.</summary>
    Persistent = 0,
    /// <summary>The data of the node and of everything below it; child events are never sent, because a child's own event tells more.</summary>
    PersistentRecursive = 1,
}
