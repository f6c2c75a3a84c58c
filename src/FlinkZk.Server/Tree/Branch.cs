namespace FlinkZk.Server.Tree;

/// <summary>
/// The children of one node by name: an open-addressing table with linear probing, at most three quarters full. Hashes stand beside
/// the nodes, so that a search that passes strangers does not load them. A child costs 12 to 32 bytes here.
/// </summary>
internal sealed class Branch(long pzxid)
{
    private const int FirstCapacity = 4;
    private Node?[] _nodes = new Node?[FirstCapacity];
    private int[] _hashes = new int[FirstCapacity];

    public int Count { get; private set; }

    /// <summary>Creates so far; only grows, and wraps as Java's does.</summary>
    public int Creates { get; set; }

    public long Pzxid { get; set; } = pzxid;

    public Node? Find(ReadOnlySpan<byte> name)
    {
        var hash = NameHash.Of(name);
        for (var i = hash & Mask; _nodes[i] is { } node; i = (i + 1) & Mask)
            if (_hashes[i] == hash && node.Name.SequenceEqual(name))
                return node;
        return null;
    }

    /// <summary>Adds a child whose name is not there yet.</summary>
    public void Add(Node child)
    {
        if ((Count + 1) * 4 > _nodes.Length * 3)
            Resize(_nodes.Length * 2);
        Place(child, NameHash.Of(child.Name));
        Count++;
    }

    public bool Remove(Node child)
    {
        var i = NameHash.Of(child.Name) & Mask;
        while (_nodes[i] != child)
        {
            if (_nodes[i] is null)
                return false;
            i = (i + 1) & Mask;
        }
        CloseGap(i);
        Count--;
        if (_nodes.Length > FirstCapacity && Count * 8 < _nodes.Length)
            Resize(_nodes.Length / 2);
        return true;
    }

    /// <summary>The children in no order, as in Java.</summary>
    public Enumerator GetEnumerator() => new(_nodes);

    private int Mask => _nodes.Length - 1;

    private void Place(Node child, int hash)
    {
        var i = hash & Mask;
        while (_nodes[i] is not null)
            i = (i + 1) & Mask;
        _nodes[i] = child;
        _hashes[i] = hash;
    }

    // Whoever was pushed past the gap moves back into it, so that no tombstones are needed.
    private void CloseGap(int gap)
    {
        for (var i = (gap + 1) & Mask; _nodes[i] is not null; i = (i + 1) & Mask)
        {
            var home = _hashes[i] & Mask;
            if (((i - home) & Mask) < ((i - gap) & Mask))
                continue;
            _nodes[gap] = _nodes[i];
            _hashes[gap] = _hashes[i];
            gap = i;
        }
        _nodes[gap] = null;
    }

    private void Resize(int capacity)
    {
        var (nodes, hashes) = (_nodes, _hashes);
        _nodes = new Node?[capacity];
        _hashes = new int[capacity];
        for (var i = 0; i < nodes.Length; i++)
            if (nodes[i] is { } node)
                Place(node, hashes[i]);
    }

    internal struct Enumerator(Node?[] nodes)
    {
        private int _index = -1;

        public readonly Node Current => nodes[_index]!;

        public bool MoveNext()
        {
            while (++_index < nodes.Length)
                if (nodes[_index] is not null)
                    return true;
            return false;
        }
    }
}
