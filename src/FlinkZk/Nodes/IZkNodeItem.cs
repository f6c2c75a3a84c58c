namespace FlinkZk;

/// <summary>What stands for a node in a pipeline: the node itself, an event of it, an entry of its access control list. Cmdlets take its path as it is.</summary>
public interface IZkNodeItem : IBySession
{
    /// <summary>The node's path, below the session's root.</summary>
    string Path { get; }
}
