namespace FlinkZk;

/// <summary>What stands for a node in a pipeline: the node itself, an event of it, an entry of its access control list. Cmdlets take its path as it is.</summary>
public interface IZkNodeItem
{
    /// <summary>The node's path, below the session's root.</summary>
    string Path { get; }

    /// <summary>The session that it came by.</summary>
    ZkSession Session { get; }
}
