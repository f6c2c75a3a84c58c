namespace FlinkZk;

/// <summary>What stands for a node in a pipeline: the node itself, an event of it, an entry of its access control list. Cmdlets take its path as it is.</summary>
public abstract class ZkNodeItem : IBySession
{
    // An interface would not do: the binder takes an object for one element of an array only by its class.
    private protected ZkNodeItem(ZkSession session) => Session = session;

    /// <summary>The node's path, below the session's root.</summary>
    public abstract string Path { get; }

    /// <summary>The session that it came by: cmdlets further down the pipeline use it.</summary>
    ZkSession IBySession.Session => Session;

    internal ZkSession Session { get; }
}
