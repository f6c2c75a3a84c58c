namespace FlinkZk.Client;

/// <summary>A create of an ephemeral node whose reply was lost with the connection.</summary>
/// <param name="Path">The path that was asked for; a sequential node has digits behind it.</param>
/// <param name="IsSequential">Whether it is one.</param>
/// <param name="After">The last transaction that was told before: the node, should there be one, is newer.</param>
internal readonly record struct LostCreate(string Path, bool IsSequential, long After)
{
    /// <summary>Whether two of them could have made the same node, so that nobody can tell whose it is.</summary>
    public bool IsLike(LostCreate other) => Path == other.Path;
}
