using System.Collections.Immutable;

namespace FlinkZk.Coordination;

/// <summary>What a cache knows at a moment; it does not change any more.</summary>
/// <param name="Path">The top.</param>
/// <param name="Nodes">The nodes by their paths.</param>
internal sealed record TreeSnapshot(string Path, ImmutableDictionary<string, CachedNode> Nodes)
{
    /// <summary>
    /// The transaction that it is the state after, as far as the session may read: each node is as that one left it. Null where changes came so fast that no moment was seen whole; then each node is
    /// as it was at some moment of the reading, and a later snapshot follows.
    /// </summary>
    public long? Zxid { get; init; }

    /// <summary>Whether the server could be reached when it was made.</summary>
    public bool IsLive { get; init; } = true;

    /// <summary>How often the connection has come back, or too many events came for whoever reads them: what came and went meanwhile is not told.</summary>
    public int Rebuilds { get; init; }

    /// <summary>The top itself; null where it is not there.</summary>
    public CachedNode? Top => Nodes.GetValueOrDefault(Path);

    /// <summary>The nodes in the order of a walk: each before what lies below it.</summary>
    public IEnumerable<CachedNode> InOrder => Nodes.Values.OrderBy(node => node.Path, Comparer<string>.Create(TreePath.Compare));
}
