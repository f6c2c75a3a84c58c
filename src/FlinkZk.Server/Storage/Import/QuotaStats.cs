using System.Globalization;
using System.Text;

namespace FlinkZk.Server;

/// <summary>
/// What each quota has used, in <c>/zookeeper/quota/.../zookeeper_stats</c>: in no log, as each of Java's servers counts for itself
/// (<c>DataTree.updateQuotaForPath</c>).
/// </summary>
internal static class QuotaStats
{
    /// <summary>Counts anew for every quota there is.</summary>
    public static void Update(DataTree tree)
    {
        var open = new Stack<(Node Quota, Node? Counted)>();
        if (tree.Find("/zookeeper/quota") is { } quotas)
            open.Push((quotas, tree.Root));
        while (open.TryPop(out var next))
        {
            if (next.Quota.Branch is not { } branch)
                continue;
            if (branch.Find("zookeeper_limits"u8) is not null && branch.Find("zookeeper_stats"u8) is { } stats)
                tree.SetData(stats, Text(next.Counted), dataIsNull: false, stats.Version, stats.Mzxid, stats.Mtime);
            foreach (var child in branch)
                open.Push((child, next.Counted?.Branch?.Find(child.Name)));
        }
    }

    private static byte[] Text(Node? root)
    {
        var (count, bytes) = (0L, 0L);
        var open = new Stack<Node>();
        if (root is not null)
            open.Push(root);
        for (; open.TryPop(out var node); count++)
        {
            bytes += node.Data.Length;
            if (node.Branch is { } branch)
                foreach (var child in branch)
                    open.Push(child);
        }
        return Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"count={count},bytes={bytes}"));
    }
}
