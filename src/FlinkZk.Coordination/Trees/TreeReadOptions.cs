namespace FlinkZk.Coordination;

/// <summary>How a subtree is read.</summary>
public sealed record TreeReadOptions
{
    /// <summary>Whether what lies below the top is read, too.</summary>
    public bool Recurse { get; init; } = true;

    /// <summary>Whether access control lists are read.</summary>
    public bool ReadAcl { get; init; } = true;
}
