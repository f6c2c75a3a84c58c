namespace FlinkZk.Coordination;

/// <summary>What became of a node.</summary>
public enum TreeAction
{
    /// <summary>Made.</summary>
    Created,
    /// <summary>It existed and got new data or another access control list.</summary>
    Overwritten,
    /// <summary>It existed and is equal.</summary>
    Unchanged,
    /// <summary>Made at its new place and deleted at the old one.</summary>
    Moved,
    /// <summary>Left out; the reason says why.</summary>
    Skipped,
    /// <summary>It could not be done; the error says why.</summary>
    Failed,
}
