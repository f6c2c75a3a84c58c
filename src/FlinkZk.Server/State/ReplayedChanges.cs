using FlinkZk.Server.Tree;
using FlinkZk.Wire;

namespace FlinkZk.Server.State;

/// <summary>
/// What transactions do that a snapshot may have in it already: a snapshot is taken while changes go on, so it holds some of the later ones.
/// A change that is there is no mistake, nor is one to a node that a later one took away.
/// </summary>
internal sealed class ReplayedChanges(Database database) : StateChanges(database)
{
    /// <summary>Looks at the state when all is replayed.</summary>
    /// <exception cref="TxnMismatchException">The state is one that no server comes to.</exception>
    public static void CheckWhole(DataTree tree)
    {
        foreach (var nodes in tree.Ephemerals.Values)
            foreach (var node in nodes)
                if (node.ChildCount > 0)
                    throw new TxnMismatchException($"{node.GetPath()} goes with a session, and has children.");
    }

    public override Node? Create(ReadOnlySpan<byte> path, ReadOnlySpan<byte> data, bool dataIsNull, IReadOnlyList<Acl> acl, long owner, int creates, in TxnHeader txn)
    {
        if (ParentOf(path, txn) is not { } parent || IsLater(parent, txn))
            return null;
        if (parent.Branch?.Find(NameOf(path)) is not { } present)
            return base.Create(path, data, dataIsNull, acl, owner, creates, txn);
        // The snapshot took the child, and its parent before it: the counters are still to be brought up.
        DataTree.CountCreate(parent.EnsureBranch(), creates, txn.Zxid);
        if (present.Czxid < txn.Zxid)
            Database.Tree.Renew(present, data, dataIsNull, acl, owner, txn.Zxid, txn.Time);
        else if (!IsLater(present, txn))
            Database.Tree.SetAcl(present, acl, present.AclVersion);
        return null;
    }

    public override void Delete(ReadOnlySpan<byte> path, in TxnHeader txn)
    {
        if (Database.Tree.Find(path) is { Parent: not null } node && !IsLater(node, txn))
        {
            // With children it is made again later, for they cannot be those of the one that goes.
            if (node.ChildCount == 0)
                base.Delete(path, txn);
        }
        // The snapshot took the parent before the deletion and passed the child after it: pzxid is still to be brought up.
        else if (ParentOf(path, txn)?.Branch is { } branch)
            branch.Pzxid = Math.Max(branch.Pzxid, txn.Zxid);
    }

    public override Node? SetData(ReadOnlySpan<byte> path, ReadOnlySpan<byte> data, bool dataIsNull, int version, in TxnHeader txn) =>
        Database.Tree.Find(path) is { } node && !IsLater(node, txn) ? base.SetData(path, data, dataIsNull, version, txn) : null;

    public override Node? SetAcl(ReadOnlySpan<byte> path, IReadOnlyList<Acl> acl, int version, in TxnHeader txn) =>
        Database.Tree.Find(path) is { } node && !IsLater(node, txn) ? base.SetAcl(path, acl, version, txn) : null;

    // Deleted and made again since: what was done to the one before is not done to this one.
    private static bool IsLater(Node node, in TxnHeader txn) => node.Czxid > txn.Zxid;
}
