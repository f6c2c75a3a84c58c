using System.Text;
using System.Text.Unicode;
using FlinkZk.Server.Tree;
using FlinkZk.Wire;

namespace FlinkZk.Server.State;

/// <summary>What transactions do to the state. Each has to fit what it finds. A change tells quotas and watches in the same breath.</summary>
internal class StateChanges(Database database)
{
    public Database Database => database;

    /// <summary>Adds a node, and counts it in its parent.</summary>
    /// <param name="path">Its path.</param>
    /// <param name="data">Its data.</param>
    /// <param name="dataIsNull">Whether it has none, which is not the same as empty.</param>
    /// <param name="acl">Who may do what.</param>
    /// <param name="owner">As <see cref="NodeKind"/> has it.</param>
    /// <param name="creates">How many children the parent has had, with this one.</param>
    /// <param name="txn">The transaction.</param>
    /// <returns>The node; null where a change need not fit and does not.</returns>
    /// <exception cref="TxnMismatchException">It does not fit the state.</exception>
    public virtual Node? Create(ReadOnlySpan<byte> path, ReadOnlySpan<byte> data, bool dataIsNull, IReadOnlyList<Acl> acl, long owner, int creates, in TxnHeader txn)
    {
        var parent = ParentOf(path, txn) ?? throw Mismatch(path, txn, "its parent does not exist");
        var name = NameOf(path);
        if (parent.Branch?.Find(name) is not null)
            throw Mismatch(path, txn, "it exists already");
        var node = new Node(parent, name, data, dataIsNull)
        {
            Czxid = txn.Zxid,
            Mzxid = txn.Zxid,
            Ctime = txn.Time,
            Mtime = txn.Time,
            Owner = owner,
            AclId = database.Tree.Acls.Rent(acl),
        };
        database.Tree.Add(parent, node, creates, txn.Zxid);
        database.Quotas.Changed(path, count: 1, data.Length);
        if (database.Watches.Count > 0)
            database.Watches.NodeCreated(Encoding.UTF8.GetString(path), ParentPath(path), txn.Zxid, acl, database.AclOf(parent));
        return node;
    }

    /// <summary>Removes a node.</summary>
    /// <exception cref="TxnMismatchException">It does not fit the state.</exception>
    public virtual void Delete(ReadOnlySpan<byte> path, in TxnHeader txn)
    {
        if (database.Tree.Find(path) is not { Parent: { } parent } node)
            throw Mismatch(path, txn, "it does not exist");
        if (node.ChildCount > 0)
            throw Mismatch(path, txn, "it has children");
        var acl = database.AclOf(node);
        database.Tree.Remove(node, txn.Zxid);
        database.Quotas.Changed(path, count: -1, -node.Data.Length);
        if (database.Watches.Count > 0)
            database.Watches.NodeDeleted(Encoding.UTF8.GetString(path), ParentPath(path), txn.Zxid, acl, database.AclOf(parent));
    }

    /// <summary>Gives a node other data.</summary>
    /// <returns>The node; null where a change need not fit and does not.</returns>
    /// <exception cref="TxnMismatchException">It does not fit the state.</exception>
    public virtual Node? SetData(ReadOnlySpan<byte> path, ReadOnlySpan<byte> data, bool dataIsNull, int version, in TxnHeader txn)
    {
        var node = database.Tree.Find(path) ?? throw Mismatch(path, txn, "it does not exist");
        database.Quotas.Changed(path, count: 0, data.Length - node.Data.Length);
        database.Tree.SetData(node, data, dataIsNull, version, txn.Zxid, txn.Time);
        if (database.Watches.Count > 0)
            database.Watches.DataChanged(Encoding.UTF8.GetString(path), txn.Zxid, database.AclOf(node));
        return node;
    }

    /// <summary>Changes who may do what.</summary>
    /// <returns>The node; null where a change need not fit and does not.</returns>
    /// <exception cref="TxnMismatchException">It does not fit the state.</exception>
    public virtual Node? SetAcl(ReadOnlySpan<byte> path, IReadOnlyList<Acl> acl, int version, in TxnHeader txn)
    {
        var node = database.Tree.Find(path) ?? throw Mismatch(path, txn, "it does not exist");
        database.Tree.SetAcl(node, acl, version);
        return node;
    }

    /// <summary>Where a child would stand; null if there is no such place.</summary>
    /// <exception cref="TxnMismatchException">The path is none.</exception>
    protected Node? ParentOf(ReadOnlySpan<byte> path, in TxnHeader txn)
    {
        var slash = path.LastIndexOf((byte)'/');
        if (slash < 0 || slash == path.Length - 1 || !Utf8.IsValid(path))
            throw new TxnMismatchException($"Transaction 0x{txn.Zxid:x} ({txn.Type}) names {Encoding.UTF8.GetString(path)}, which is no path.");
        return database.Tree.Find(slash == 0 ? "/"u8 : path[..slash]);
    }

    protected static ReadOnlySpan<byte> NameOf(ReadOnlySpan<byte> path) => path[(path.LastIndexOf((byte)'/') + 1)..];

    private static string ParentPath(ReadOnlySpan<byte> path) => path.LastIndexOf((byte)'/') is var slash and > 0 ? Encoding.UTF8.GetString(path[..slash]) : ZnodePath.Root;

    private static TxnMismatchException Mismatch(ReadOnlySpan<byte> path, in TxnHeader txn, string why) =>
        new($"Transaction 0x{txn.Zxid:x} ({txn.Type}) does not fit {Encoding.UTF8.GetString(path)}: {why}.");
}
