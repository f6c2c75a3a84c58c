using FlinkZk.Wire;

namespace FlinkZk.Coordination;

/// <summary>How a subtree is written.</summary>
public sealed record TreeWriteOptions
{
    /// <summary>What is done where a node exists already.</summary>
    public TreeExisting Existing { get; init; }

    /// <summary>The access control list of every node; null: each keeps its own.</summary>
    public IReadOnlyList<Acl>? Acl { get; init; }

    /// <summary>Whether what is missing above the top is made, as persistent nodes.</summary>
    public bool CreateParents { get; init; }

    /// <summary>Whether nothing is written: the changes say what would happen.</summary>
    public bool DryRun { get; init; }

    /// <summary>Whether nodes that exist and are equal may be there because the reply to an earlier attempt was lost.</summary>
    internal bool InDoubt { get; init; }
}
