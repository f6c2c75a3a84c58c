using System.Text;
using System.Text.Unicode;
using FlinkZk.Wire;

namespace FlinkZk.Server;

/// <summary>
/// The replicated state: tree and sessions, with the watches on it. Apply alone changes it, in zxid order, inside the write lock;
/// everyone else reads inside the read lock. A change tells the watches in the same breath.
/// </summary>
internal sealed class Database : IDisposable
{
    private long _lastZxid;

    public Database() => Quotas = new(Tree);

    public DatabaseGate Gate { get; } = new();

    public DataTree Tree { get; } = new();

    public QuotaTable Quotas { get; }

    public WatchRegistry Watches { get; } = new();

    /// <summary>Sessions by id, as transactions opened them.</summary>
    public Dictionary<long, SessionRecord> Sessions { get; } = [];

    /// <summary>The last transaction applied.</summary>
    public long LastZxid
    {
        get => Volatile.Read(ref _lastZxid);
        set => Volatile.Write(ref _lastZxid, value);
    }

    /// <summary>
    /// True while transactions are replayed that a snapshot may have in it already: then a change that is there is no mistake
    /// (a snapshot is taken while changes go on, so it holds some of the later ones).
    /// </summary>
    public bool Forgiving { get; set; }

    public IReadOnlyList<Acl> AclOf(Node node) => Tree.Acls[node.AclId];

    public Node? Create(ReadOnlySpan<byte> path, ReadOnlySpan<byte> data, bool dataIsNull, IReadOnlyList<Acl> acl, long owner, int creates, in TxnHeader txn)
    {
        var slash = path.LastIndexOf((byte)'/');
        if (slash < 0 || slash == path.Length - 1 || !Utf8.IsValid(path))
            throw new TxnMismatchException($"Transaction 0x{txn.Zxid:x} ({txn.Type}) names {Encoding.UTF8.GetString(path)}, which is no path.");
        if (Tree.Find(slash == 0 ? "/"u8 : path[..slash]) is not { } parent)
            return Mismatch(path, txn, "its parent does not exist");
        if (parent.Branch?.Find(path[(slash + 1)..]) is { } present)
        {
            // The snapshot took the child, and its parent before it: the counters are still to be brought up.
            DataTree.CountCreate(parent.EnsureBranch(), creates, txn.Zxid);
            Tree.SetAcl(present, acl, present.AclVersion);
            return Mismatch(path, txn, "it exists already");
        }
        var node = new Node(parent, path[(slash + 1)..], data, dataIsNull)
        {
            Czxid = txn.Zxid,
            Mzxid = txn.Zxid,
            Ctime = txn.Time,
            Mtime = txn.Time,
            Owner = owner,
            AclId = Tree.Acls.Rent(acl),
        };
        Tree.Add(parent, node, creates, txn.Zxid);
        Quotas.Changed(path, count: 1, data.Length);
        if (Watches.Count > 0)
            Watches.NodeCreated(Encoding.UTF8.GetString(path), ParentOf(path, slash), txn.Zxid, acl, AclOf(parent));
        return node;
    }

    public void Delete(ReadOnlySpan<byte> path, in TxnHeader txn)
    {
        if (Tree.Find(path) is { Parent: not null } node)
        {
            Delete(node, path, txn);
            return;
        }
        Mismatch(path, txn, "it does not exist");
        // The snapshot took the parent before the deletion and passed the child after it: pzxid is still to be brought up.
        var slash = path.LastIndexOf((byte)'/');
        if (slash >= 0 && Tree.Find(slash == 0 ? "/"u8 : path[..slash])?.Branch is { } branch)
            branch.Pzxid = Math.Max(branch.Pzxid, txn.Zxid);
    }

    public Node? SetData(ReadOnlySpan<byte> path, ReadOnlySpan<byte> data, bool dataIsNull, int version, in TxnHeader txn)
    {
        if (Tree.Find(path) is not { } node)
            return Mismatch(path, txn, "it does not exist");
        Quotas.Changed(path, count: 0, data.Length - node.Data.Length);
        Tree.SetData(node, data, dataIsNull, version, txn.Zxid, txn.Time);
        if (Watches.Count > 0)
            Watches.DataChanged(Encoding.UTF8.GetString(path), txn.Zxid, AclOf(node));
        return node;
    }

    public Node? SetAcl(ReadOnlySpan<byte> path, IReadOnlyList<Acl> acl, int version, in TxnHeader txn)
    {
        if (Tree.Find(path) is not { } node)
            return Mismatch(path, txn, "it does not exist");
        Tree.SetAcl(node, acl, version);
        return node;
    }

    /// <summary>What was replayed is all there is: from here on a change has to fit.</summary>
    /// <exception cref="TxnMismatchException">The state is one that no server comes to.</exception>
    public void EndReplay()
    {
        Forgiving = false;
        foreach (var nodes in Tree.Ephemerals.Values)
            foreach (var node in nodes)
                if (node.ChildCount > 0)
                    throw new TxnMismatchException($"{node.GetPath()} goes with a session, and has children.");
    }

    public void Dispose() => Gate.Dispose();

    private void Delete(Node node, ReadOnlySpan<byte> path, in TxnHeader txn)
    {
        if (node.ChildCount > 0)
        {
            Mismatch(path, txn, "it has children");
            return;
        }
        var acl = AclOf(node);
        Tree.Remove(node, txn.Zxid);
        Quotas.Changed(path, count: -1, -node.Data.Length);
        if (Watches.Count > 0)
            Watches.NodeDeleted(Encoding.UTF8.GetString(path), ParentOf(path, path.LastIndexOf((byte)'/')), txn.Zxid, acl, AclOf(node.Parent!));
    }

    private static string ParentOf(ReadOnlySpan<byte> path, int slash) => slash == 0 ? ZnodePath.Root : Encoding.UTF8.GetString(path[..slash]);

    private Node? Mismatch(ReadOnlySpan<byte> path, in TxnHeader txn, string why) => Forgiving
        ? null
        : throw new TxnMismatchException($"Transaction 0x{txn.Zxid:x} ({txn.Type}) does not fit {Encoding.UTF8.GetString(path)}: {why}.");
}
