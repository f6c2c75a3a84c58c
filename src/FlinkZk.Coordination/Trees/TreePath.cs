using FlinkZk.Client;
using FlinkZk.Wire;

namespace FlinkZk.Coordination;

/// <summary>Paths below the top of a subtree: <c>/</c> is the top itself.</summary>
internal static class TreePath
{
    private const string ServersOwn = "/zookeeper";

    /// <summary>The path of a node below a top: <c>/top</c> and <c>/a</c> make <c>/top/a</c>.</summary>
    public static string Below(string top, string relative) => relative == ZnodePath.Root ? top : top == ZnodePath.Root ? relative : top + relative;

    /// <summary>Where a node lies below a top.</summary>
    public static string Relative(string top, string path) => top == ZnodePath.Root ? path : path.Length == top.Length ? ZnodePath.Root : path[top.Length..];

    /// <summary>The path that the server knows.</summary>
    public static string Absolute(ZkClient client, string path) => Below(client.Chroot, path);

    /// <summary>Whether a node is one of ZooKeeper's own (<c>/zookeeper</c>: quotas and the ensemble's configuration), whatever the view's root.</summary>
    public static bool IsServersOwn(ZkClient client, string path) => ZnodePath.IsSameOrBelow(Absolute(client, path), ServersOwn);

    /// <summary>
    /// The order of a walk: each node before what lies below it, siblings by the ordinal order of their names. So <c>/a</c>, <c>/a/x</c>, <c>/a-b</c>.
    /// </summary>
    public static int Compare(string left, string right)
    {
        ReadOnlySpan<char> a = left == ZnodePath.Root ? "" : left, b = right == ZnodePath.Root ? "" : right;
        var same = a.CommonPrefixLength(b);
        return same == a.Length || same == b.Length ? a.Length - b.Length : Weight(a[same]) - Weight(b[same]);
    }

    // The slash ends a name, so it comes before every character that could go on with it.
    private static int Weight(char c) => c == '/' ? 0 : c;
}
