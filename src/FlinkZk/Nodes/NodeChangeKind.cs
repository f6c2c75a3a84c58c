namespace FlinkZk;

/// <summary>What an operation of a transaction does.</summary>
public enum NodeChangeKind
{
    /// <summary>Makes a node (New-ZkNode).</summary>
    Create,

    /// <summary>Replaces a node's data (Set-ZkNode).</summary>
    Set,

    /// <summary>Deletes a node (Remove-ZkNode).</summary>
    Remove,

    /// <summary>Lets all fail unless a node has a version (Test-ZkNode -ExpectedVersion).</summary>
    Test,
}
