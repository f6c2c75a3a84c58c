namespace FlinkZk.Coordination;

/// <summary>One step of a walk over a subtree: a node, or why it could not be read.</summary>
/// <param name="Path">Where it lies below the top.</param>
/// <param name="Node">The node; null if it could not be read.</param>
/// <param name="Error">Why it could not be read; what lies below it was not looked at.</param>
public readonly record struct TreeItem(string Path, TreeNode? Node, Exception? Error);
