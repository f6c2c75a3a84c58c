using FlinkZk.Wire;

namespace FlinkZk.Coordination;

/// <summary>Access control lists as copies and comparisons look at them.</summary>
internal static class TreeAcl
{
    private const string Digest = "digest";

    // What a server puts in the place of a hash for those who may not administer the node.
    private const string MaskedHash = ":x";

    /// <summary>Whether the server held back a part.</summary>
    public static bool IsMasked(IReadOnlyList<Acl>? list) => list?.Any(IsMasked) == true;

    /// <summary>Whether two lists allow the same; the order does not matter, and where a hash is held back on one side only the user counts.</summary>
    public static bool AreEqual(IReadOnlyList<Acl>? left, IReadOnlyList<Acl>? right)
    {
        if (left is null || right is null)
            return true; // not asked for
        var masked = IsMasked(left) || IsMasked(right);
        return Keys(left, masked).SetEquals(Keys(right, masked));
    }

    /// <summary>Whether a list may differ from what the server makes of it: <c>auth</c> stands for the caller's identities.</summary>
    public static bool IsResolvedByServer(IReadOnlyList<Acl> list) => list.Any(entry => entry.Scheme == "auth");

    private static bool IsMasked(Acl entry) => entry.Scheme == Digest && entry.Id.Length > MaskedHash.Length && entry.Id.EndsWith(MaskedHash, StringComparison.Ordinal);

    private static HashSet<Acl> Keys(IReadOnlyList<Acl> list, bool masked) => [.. list.Select(entry => masked && entry.Scheme == Digest ? entry with { Id = entry.Id.Split(':', 2)[0] } : entry)];
}
