using System.Collections.Immutable;
using FlinkZk.Wire;

namespace FlinkZk.Coordination;

/// <summary>The nodes of a cache while it reads them, with the children of each. It knows no server.</summary>
internal sealed class CacheTree(string top, TreeCacheOptions options)
{
    private readonly Dictionary<string, HashSet<string>> _children = new(StringComparer.Ordinal);
    private readonly ImmutableDictionary<string, CachedNode>.Builder _nodes = ImmutableDictionary.CreateBuilder<string, CachedNode>(StringComparer.Ordinal);
    private long _bytes;

    /// <summary>The nodes as they are now.</summary>
    public ImmutableDictionary<string, CachedNode> Nodes => _nodes.ToImmutable();

    public CachedNode? Find(string path) => _nodes.GetValueOrDefault(path);

    /// <summary>Whether a node is one of those that are kept.</summary>
    public bool Keeps(string path) => ZnodePath.IsSameOrBelow(path, top) && Level(path) <= options.Depth;

    /// <summary>Whether the children of a node are.</summary>
    public bool KeepsBelow(string path) => Level(path) < options.Depth;

    public IReadOnlyCollection<string> Children(string path) => _children.GetValueOrDefault(path) ?? (IReadOnlyCollection<string>)[];

    /// <summary>Takes a node in, or what is new of it.</summary>
    /// <exception cref="TreeCacheFullException">There is no room.</exception>
    public void Set(CachedNode node)
    {
        _bytes += node.Bytes - (Find(node.Path)?.Bytes ?? 0);
        // What is the same stays the same object: whoever compares two snapshots passes over it at once.
        if (Find(node.Path) is not { } was || !was.IsSameAs(node))
            _nodes[node.Path] = node;
        if (node.Path != top && ZnodePath.Parent(node.Path) is { } parent)
        {
            if (!_children.TryGetValue(parent, out var siblings))
                _children.Add(parent, siblings = new(StringComparer.Ordinal));
            siblings.Add(node.Path);
        }
        if (_nodes.Count > options.MaxNodes)
            throw new TreeCacheFullException(top, $"{options.MaxNodes:N0} nodes");
        if (_bytes > options.MaxBytes)
            throw new TreeCacheFullException(top, $"{options.MaxBytes:N0} bytes");
    }

    /// <summary>Takes a node out, with everything below it.</summary>
    /// <returns>The nodes that it was about.</returns>
    public IReadOnlyList<string> Remove(string path)
    {
        var gone = new List<string>();
        var open = new Stack<string>([path]);
        while (open.TryPop(out var next))
        {
            gone.Add(next);
            if (_children.Remove(next, out var below))
                foreach (var child in below)
                    open.Push(child);
            if (Find(next) is { } node)
                _bytes -= node.Bytes;
            _nodes.Remove(next);
        }
        if (path != top && _children.TryGetValue(ZnodePath.Parent(path)!, out var siblings) && siblings.Remove(path) && siblings.Count == 0)
            _children.Remove(ZnodePath.Parent(path)!);
        return gone;
    }

    /// <summary>Takes out all that another reading did not find.</summary>
    public void RetainOnly(IReadOnlySet<string> found)
    {
        foreach (var path in _nodes.Keys.Where(path => !found.Contains(path)).ToArray())
            Remove(path);
    }

    private int Level(string path) => path.Length == top.Length ? 0 : path.AsSpan(top.Length == 1 ? 0 : top.Length).Count('/');
}
