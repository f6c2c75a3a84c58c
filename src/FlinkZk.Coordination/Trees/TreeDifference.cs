namespace FlinkZk.Coordination;

/// <summary>One path of two subtrees.</summary>
/// <param name="Path">Where it lies below both tops.</param>
/// <param name="Reference">The node on the one side; null if there is none.</param>
/// <param name="Difference">The node on the other side; null if there is none.</param>
/// <param name="Differs">What is different; <see cref="TreeAspects.Existence"/> where only one exists.</param>
public readonly record struct TreeDifference(string Path, TreeNode? Reference, TreeNode? Difference, TreeAspects Differs)
{
    /// <summary>Why the path could not be compared, nor what lies below it.</summary>
    public Exception? Error { get; init; }

    /// <summary>Whether it is the difference's node that could not be read.</summary>
    public bool IsDifferenceError { get; init; }

    /// <summary>Whether both exist and are equal.</summary>
    public bool IsEqual => Error is null && Reference is not null && Difference is not null && Differs == TreeAspects.None;
}
