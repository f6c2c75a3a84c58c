namespace FlinkZk;

/// <summary>What Watch-ZkNode tells of.</summary>
public enum ZkNodeEventType
{
    /// <summary>What there is at the beginning: the node, or that it does not exist; with -Recurse everything below as well.</summary>
    Snapshot,

    /// <summary>The node was created.</summary>
    Created,

    /// <summary>The node was deleted.</summary>
    Deleted,

    /// <summary>The node's data changed.</summary>
    DataChanged,

    /// <summary>A child was created or deleted; not with -Recurse.</summary>
    ChildrenChanged,

    /// <summary>The connection was lost; with the state Expired the session, and the watch ends.</summary>
    Lost,

    /// <summary>The connection is back and the watch set again: changes in between may be missing, so read anew.</summary>
    Rebuilt,
}
