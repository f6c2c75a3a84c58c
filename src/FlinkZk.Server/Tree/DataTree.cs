using System.Text;
using FlinkZk.Wire;

namespace FlinkZk.Server.Tree;

/// <summary>
/// The nodes. A path is walked from the root, part by part, as the UTF-8 that came in: a read makes no string. Mutations are those of
/// transactions that were found valid before: they are applied, not judged. Written by Apply alone.
/// </summary>
internal sealed class DataTree
{
    private const int EphemeralSize = 40; // in its session's set; measured

    private readonly Dictionary<long, HashSet<Node>> _ephemerals = [];
    private readonly HashSet<Node> _swept = [];
    private long _bytes; // of names and data

    public DataTree()
    {
        // Java's four begin with zxid 0, and their creation is counted nowhere: a fresh root says cversion -1.
        var system = Plant(Root, "zookeeper");
        Plant(system, "quota");
        var config = Plant(system, "config");
        config.AclId = Acls.Rent(Acl.ReadUnsafe);
        config.AclVersion = -1;
    }

    public Node Root { get; } = new(null, default, default, dataIsNull: false);

    public AclTable Acls { get; } = new();

    /// <summary>Nodes, the root and ZooKeeper's own three with them.</summary>
    public int Count { get; private set; } = 1;

    /// <summary>Bytes of all paths and data.</summary>
    public long DataSize { get; private set; } = 1; // the root's path

    /// <summary>About how many bytes nodes and their access control lists take.</summary>
    public long Size => _bytes + ((long)Count * Node.Size) + (EphemeralCount * (long)EphemeralSize) + Acls.Size;

    public int EphemeralCount { get; private set; }

    /// <summary>Sessions that own nodes, with these.</summary>
    public IReadOnlyDictionary<long, HashSet<Node>> Ephemerals => _ephemerals;

    /// <summary>Containers and nodes with a time to live.</summary>
    public IReadOnlyCollection<Node> Swept => _swept;

    public Node? Find(ReadOnlySpan<byte> path)
    {
        if (path.Length == 0 || path[0] != '/')
            return null;
        var node = Root;
        for (var rest = path[1..]; path.Length > 1;)
        {
            var slash = rest.IndexOf((byte)'/');
            var name = slash < 0 ? rest : rest[..slash];
            if (name.IsEmpty || node.Branch?.Find(name) is not { } child)
                return null;
            node = child;
            if (slash < 0)
                break;
            rest = rest[(slash + 1)..];
        }
        return node;
    }

    public Node? Find(string path)
    {
        const int OnStack = 512;
        var size = Encoding.UTF8.GetMaxByteCount(path.Length);
        var bytes = size <= OnStack ? stackalloc byte[OnStack] : new byte[size];
        return Find(bytes[..Encoding.UTF8.GetBytes(path, bytes)]);
    }

    public IReadOnlyCollection<Node> EphemeralsOf(long session) => _ephemerals.TryGetValue(session, out var nodes) ? nodes : [];

    /// <summary>Adds a node below <paramref name="parent"/>, where none of that name is.</summary>
    /// <param name="parent">The parent.</param>
    /// <param name="node">The node, made with that parent.</param>
    /// <param name="creates">The parent's create count with this one. A replay may bring an older one: counts never go back.</param>
    /// <param name="zxid">The transaction.</param>
    public void Add(Node parent, Node node, int creates, long zxid)
    {
        Plant(parent, node, node.GetPathLength());
        CountCreate(parent.EnsureBranch(), creates, zxid);
    }

    /// <summary>Takes a node of a snapshot over: its parent's counters come from there, too.</summary>
    /// <param name="parent">Null for the root.</param>
    /// <param name="name">Its name.</param>
    /// <param name="data">Its data.</param>
    /// <param name="dataIsNull">Whether they are null.</param>
    /// <param name="acl">Who may do what.</param>
    /// <param name="stat">The rest.</param>
    /// <param name="pathLength">Bytes of its path, from who knows the parent's: in a deep chain the way up would be gone again for each node.</param>
    public Node Restore(Node? parent, ReadOnlySpan<byte> name, ReadOnlySpan<byte> data, bool dataIsNull, IReadOnlyList<Acl> acl, in NodeStat stat, int pathLength)
    {
        // ZooKeeper's own nodes are there from the beginning.
        var node = parent is null ? Root : parent.Branch?.Find(name);
        if (node is null)
        {
            node = new(parent, name, data, dataIsNull) { Czxid = stat.Czxid, Ctime = stat.Ctime, Owner = stat.Owner, AclId = Acls.Rent(acl) };
            Plant(parent!, node, pathLength);
        }
        else
            SetAcl(node, acl, stat.AclVersion);
        SetData(node, data, dataIsNull, stat.Version, stat.Mzxid, stat.Mtime);
        node.AclVersion = stat.AclVersion;
        if (stat.Creates != 0 || stat.Pzxid != node.Pzxid)
            (node.EnsureBranch().Creates, node.EnsureBranch().Pzxid) = (stat.Creates, stat.Pzxid);
        return node;
    }

    /// <summary>What a replayed create leaves when its node is there already: the parent's counters.</summary>
    public static void CountCreate(Branch branch, int creates, long zxid)
    {
        // As a serial number: a count that has wrapped is the later one.
        if (unchecked(creates - branch.Creates) <= 0)
            return;
        branch.Creates = creates;
        branch.Pzxid = Math.Max(branch.Pzxid, zxid);
    }

    /// <summary>Takes a childless node out.</summary>
    public void Remove(Node node, long zxid)
    {
        var branch = node.Parent!.Branch!;
        branch.Remove(node);
        branch.Pzxid = Math.Max(branch.Pzxid, zxid);
        Count--;
        DataSize -= node.GetPathLength() + node.Data.Length;
        _bytes -= node.Name.Length + node.Data.Length;
        Acls.Return(node.AclId);
        Unindex(node);
    }

    public void SetData(Node node, ReadOnlySpan<byte> data, bool dataIsNull, int version, long zxid, long time)
    {
        DataSize += data.Length - node.Data.Length;
        _bytes += data.Length - node.Data.Length;
        node.SetData(data, dataIsNull);
        node.Version = version;
        node.Mzxid = zxid;
        node.Mtime = time;
    }

    public void SetAcl(Node node, IReadOnlyList<Acl> acl, int version)
    {
        var number = Acls.Rent(acl);
        Acls.Return(node.AclId);
        node.AclId = number;
        node.AclVersion = version;
    }

    /// <summary>
    /// Makes a node the one that was created in its place later, whose children are there already. Only a replay needs that: a walk that takes a snapshot by paths (Java's) may come to
    /// a parent before it is deleted and made again, and to its children after.
    /// </summary>
    public void Renew(Node node, ReadOnlySpan<byte> data, bool dataIsNull, IReadOnlyList<Acl> acl, long owner, long zxid, long time)
    {
        Unindex(node);
        (node.Czxid, node.Ctime, node.Owner) = (zxid, time, owner);
        Index(node);
        SetData(node, data, dataIsNull, version: 0, zxid, time);
        SetAcl(node, acl, version: 0);
        if (node.Branch is { } branch)
            (branch.Creates, branch.Pzxid) = (0, zxid);
    }

    /// <summary>How many nodes lie below <paramref name="node"/>.</summary>
    public static int CountDescendants(Node node)
    {
        var count = 0;
        var open = new Stack<Node>();
        open.Push(node);
        while (open.TryPop(out var next))
        {
            if (next.Branch is not { } branch)
                continue;
            count += branch.Count;
            foreach (var child in branch)
                open.Push(child);
        }
        return count;
    }

    private void Index(Node node)
    {
        if (node.Owner == NodeKind.Persistent)
            return;
        if (!NodeKind.IsEphemeral(node.Owner))
        {
            _swept.Add(node);
            return;
        }
        if (!_ephemerals.TryGetValue(node.Owner, out var nodes))
            _ephemerals.Add(node.Owner, nodes = []);
        nodes.Add(node);
        EphemeralCount++;
    }

    private void Unindex(Node node)
    {
        if (node.Owner == NodeKind.Persistent || _swept.Remove(node) || !_ephemerals.TryGetValue(node.Owner, out var nodes) || !nodes.Remove(node))
            return;
        EphemeralCount--;
        if (nodes.Count == 0)
            _ephemerals.Remove(node.Owner);
    }

    private Node Plant(Node parent, string name)
    {
        var node = new Node(parent, Encoding.UTF8.GetBytes(name), default, dataIsNull: false);
        Plant(parent, node, node.GetPathLength());
        return node;
    }

    private void Plant(Node parent, Node node, int pathLength)
    {
        parent.EnsureBranch().Add(node);
        Count++;
        DataSize += pathLength + node.Data.Length;
        _bytes += node.Name.Length + node.Data.Length;
        Index(node);
    }
}
