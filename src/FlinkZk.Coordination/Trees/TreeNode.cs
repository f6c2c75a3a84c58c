using FlinkZk.Wire;

namespace FlinkZk.Coordination;

/// <summary>A node of a subtree, as it was when it was read.</summary>
/// <param name="Path">Where it lies below the top: <c>/</c> is the top itself, <c>/a/b</c> is below it.</param>
/// <param name="Data">The data; null where the node was made with none.</param>
/// <param name="Acl">Who may do what; null where it was not asked for.</param>
/// <param name="Stat">What the server knows about it.</param>
/// <param name="IsEphemeral">Whether it goes with its session. Servers do not show whether a node is a container or has a time to live.</param>
public sealed record TreeNode(string Path, byte[]? Data, IReadOnlyList<Acl>? Acl, Stat Stat, bool IsEphemeral)
{
    internal static TreeNode Of(string path, byte[]? data, IReadOnlyList<Acl>? acl, Stat stat) => new(path, data, acl, stat, IsOwned(stat));

    // EphemeralType.java: the sign bit alone marks a container, a top byte of ones a node with a time to live, should a server show them.
    private static bool IsOwned(Stat stat) => stat.EphemeralOwner is not (0 or long.MinValue) && (ulong)stat.EphemeralOwner >> 56 != 0xff;
}
