namespace FlinkZk.Coordination;

/// <summary>What became of one node of a subtree.</summary>
/// <param name="Path">Where it lies below the top.</param>
/// <param name="Destination">The node that was to be made.</param>
/// <param name="Action">What became of it.</param>
public sealed record TreeChange(string Path, string Destination, TreeAction Action)
{
    /// <summary>The node as it was read; null if it could not be.</summary>
    public TreeNode? Source { get; init; }

    /// <summary>The version of the data that are there now; null if nothing was written.</summary>
    public int? Version { get; init; }

    /// <summary>Whether all nodes of the subtree came about in one transaction.</summary>
    public bool IsAtomic { get; init; }

    /// <summary>Why it was left out.</summary>
    public string? Reason { get; init; }

    /// <summary>Why it could not be done.</summary>
    public Exception? Error { get; init; }
}
