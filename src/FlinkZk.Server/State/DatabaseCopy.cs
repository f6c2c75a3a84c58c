namespace FlinkZk.Server;

/// <summary>A copy of the state at one moment, for a member that has lost the others: it shows what it knew then.</summary>
internal static class DatabaseCopy
{
    /// <summary>Copies sessions and nodes, not watches. Writes wait meanwhile, or it would be no moment.</summary>
    public static Database Of(Database source)
    {
        var copy = new Database();
        source.Gate.EnterReadLock();
        try
        {
            foreach (var (id, session) in source.Sessions)
                copy.Sessions[id] = session;
            CopyNodes(source, copy.Tree);
            copy.LastZxid = source.LastZxid;
            return copy;
        }
        finally
        {
            source.Gate.ExitReadLock();
        }
    }

    private static void CopyNodes(Database source, DataTree tree)
    {
        var open = new Stack<(Node From, Node To)>();
        open.Push((source.Tree.Root, tree.Root));
        while (open.TryPop(out var next))
        {
            var (from, to) = next;
            tree.SetData(to, from.Data, from.DataIsNull, from.Version, from.Mzxid, from.Mtime);
            tree.SetAcl(to, source.AclOf(from), from.AclVersion);
            if (from.Branch is not { } branch)
                continue;
            foreach (var child in branch)
                open.Push((child, FindOrAdd(tree, to, child)));
            (to.EnsureBranch().Creates, to.EnsureBranch().Pzxid) = (branch.Creates, branch.Pzxid);
        }
    }

    // ZooKeeper's own nodes are there from the beginning.
    private static Node FindOrAdd(DataTree tree, Node parent, Node child)
    {
        if (parent.Branch?.Find(child.Name) is { } present)
            return present;
        var node = new Node(parent, child.Name, default, dataIsNull: false) { Czxid = child.Czxid, Ctime = child.Ctime, Owner = child.Owner };
        tree.Restore(parent, node);
        return node;
    }
}
