namespace FlinkZk.Coordination;

/// <summary>What has changed between two snapshots of a cache.</summary>
/// <param name="Kind">What.</param>
/// <param name="Node">The node as it is, of one that is gone as it was; null where it is about the connection.</param>
internal readonly record struct CacheChange(CacheChangeKind Kind, CachedNode? Node)
{
    /// <summary>The changes in the order of a walk, those that are gone first and deepest first. A node that was made anew is told as gone and made.</summary>
    /// <param name="before">Null at first.</param>
    /// <param name="now">The later one.</param>
    public static IEnumerable<CacheChange> Between(TreeSnapshot? before, TreeSnapshot now)
    {
        if (before is not null && now.Rebuilds != before.Rebuilds)
        {
            if (before.IsLive)
                yield return new(CacheChangeKind.Lost, null);
            yield return new(CacheChangeKind.Rebuilt, null);
        }
        if (before is null || !ReferenceEquals(before.Nodes, now.Nodes))
        {
            var gone = (before?.Nodes.Values ?? []).Where(node => !now.Nodes.TryGetValue(node.Path, out var same) || same.Stat.Czxid != node.Stat.Czxid);
            foreach (var node in gone.OrderByDescending(node => node.Path, Order))
                yield return new(CacheChangeKind.Deleted, node);
            var changed = now.Nodes.Values.Where(node => before?.Nodes.GetValueOrDefault(node.Path) is not { } was || !ReferenceEquals(was, node) && !was.IsSameAs(node));
            foreach (var node in changed.OrderBy(node => node.Path, Order))
                yield return new(before?.Nodes.GetValueOrDefault(node.Path)?.Stat.Czxid == node.Stat.Czxid ? CacheChangeKind.Changed : CacheChangeKind.Created, node);
        }
        if (!now.IsLive && (before is null || before.IsLive || now.Rebuilds != before.Rebuilds))
            yield return new(CacheChangeKind.Lost, null);
    }

    private static readonly Comparer<string> Order = Comparer<string>.Create(TreePath.Compare);
}
