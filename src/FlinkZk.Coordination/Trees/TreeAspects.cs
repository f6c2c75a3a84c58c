namespace FlinkZk.Coordination;

/// <summary>What of two nodes is compared.</summary>
[Flags]
public enum TreeAspects
{
    /// <summary>Nothing: only whether they exist.</summary>
    None = 0,
    /// <summary>The data; none and empty ones are equal.</summary>
    Data = 1,
    /// <summary>The access control list, in any order.</summary>
    Acl = 2,
    /// <summary>Whether the node goes with its session.</summary>
    Kind = 4,
    /// <summary>All of what two nodes have.</summary>
    All = Data | Acl | Kind,
    /// <summary>Whether there is such a node on both sides. That is compared always.</summary>
    Existence = 8,
}
