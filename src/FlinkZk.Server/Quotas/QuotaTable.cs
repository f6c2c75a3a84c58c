using System.Text;
using FlinkZk.Server.Tree;

namespace FlinkZk.Server.Quotas;

/// <summary>
/// The quotas that there are, and what they have used (<c>DataTree</c>'s part of it): a quota on <c>/a/b</c> is the node
/// <c>/zookeeper/quota/a/b/zookeeper_limits</c>, and <c>zookeeper_stats</c> beside it holds its usage, which is counted along here, not
/// logged: it follows from the tree. Only the quota next above a node counts it. Owned as the tree is: Apply changes it.
/// </summary>
internal sealed class QuotaTable(DataTree tree)
{
    private const string Folder = "/zookeeper/quota", Limits = "/zookeeper_limits", Stats = "/zookeeper_stats";

    private readonly HashSet<string> _roots = new(StringComparer.Ordinal);

    public bool IsEmpty => _roots.Count == 0;

    /// <summary>The node with the quota that counts a node: itself, or the next above it; null for none.</summary>
    public string? RootOf(string path)
    {
        // The root itself can have no quota.
        for (var length = path.Length; length > 1; length = path.LastIndexOf('/', length - 1))
            if (path[..length] is var candidate && _roots.Contains(candidate))
                return candidate;
        return null;
    }

    /// <summary>The node that says how much may lie below another.</summary>
    public static string LimitsPath(string root) => Folder + root + Limits;

    /// <summary>How much may lie below a node; null where that cannot be read.</summary>
    public QuotaFigures? LimitsOf(string root)
    {
        if (tree.Find(LimitsPath(root)) is not { } node)
            return new(QuotaFigures.None, QuotaFigures.None);
        return QuotaFigures.TryParse(node.Data, out var figures) ? figures : null;
    }

    public QuotaFigures UsageOf(string root) => tree.Find(Folder + root + Stats) is { } node ? QuotaFigures.Parse(node.Data) : new(QuotaFigures.None, QuotaFigures.None);

    /// <summary>Hears that a node was created, deleted or has other data.</summary>
    /// <param name="path">The node's.</param>
    /// <param name="count">1 for a creation, -1 for a deletion, else 0.</param>
    /// <param name="bytes">How much more data there is.</param>
    public void Changed(ReadOnlySpan<byte> path, int count, int bytes)
    {
        var isQuota = count != 0 && path.StartsWith("/zookeeper/quota/"u8);
        if (!isQuota && IsEmpty)
            return;
        var text = Encoding.UTF8.GetString(path);
        if (isQuota)
            QuotaChanged(text, count);
        if (RootOf(text) is { } root && tree.Find(Folder + root + Stats) is { } stats)
            Write(stats, Add(QuotaFigures.Parse(stats.Data), count, bytes));
    }

    /// <summary>Finds all quotas and counts what they use: after a start, for the usage is in no log.</summary>
    public void Recount()
    {
        _roots.Clear();
        var open = new Stack<Node>();
        var folder = tree.Find(Folder);
        if (folder is not null)
            open.Push(folder);
        while (open.TryPop(out var quota))
        {
            if (quota.Branch is not { } branch)
                continue;
            if (quota != folder && branch.Find("zookeeper_limits"u8) is not null)
                _roots.Add(quota.GetPath()[Folder.Length..]);
            foreach (var child in branch)
                open.Push(child);
        }
        foreach (var root in _roots)
            Count(root);
    }

    private void QuotaChanged(string path, int count)
    {
        if (path.EndsWith(Limits, StringComparison.Ordinal) && path.Length > Folder.Length + Limits.Length)
        {
            var root = path[Folder.Length..^Limits.Length];
            _ = count > 0 ? _roots.Add(root) : _roots.Remove(root);
        }
        // Whoever sets a quota creates this node last: it begins with what there is.
        else if (count > 0 && path.EndsWith(Stats, StringComparison.Ordinal))
            Count(path[Folder.Length..^Stats.Length]);
    }

    private void Count(string root)
    {
        if (tree.Find(Folder + root + Stats) is not { } stats)
            return;
        var (count, bytes) = (0L, 0L);
        var open = new Stack<Node>();
        if (tree.Find(root) is { } top)
            open.Push(top);
        for (; open.TryPop(out var node); count++)
        {
            bytes += node.Data.Length;
            if (node.Branch is { } branch)
                foreach (var child in branch)
                    open.Push(child);
        }
        Write(stats, new(count, bytes));
    }

    // Without a new version, as Java does: nobody changed it.
    private void Write(Node stats, QuotaFigures usage) =>
        tree.SetData(stats, usage.ToStats(), dataIsNull: false, stats.Version, stats.Mzxid, stats.Mtime);

    private static QuotaFigures Add(QuotaFigures usage, int count, int bytes) =>
        new(Math.Max(0, usage.Count) + count, Math.Max(0, usage.Bytes) + bytes);
}
