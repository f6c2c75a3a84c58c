using FlinkZk.Server.Tree;

namespace FlinkZk.Server.State;

/// <summary>A copy of the state at one moment, for a member that has lost the others: it shows what it knew then.</summary>
internal static class DatabaseCopy
{
    /// <summary>Copies sessions and nodes, not watches. Writes wait meanwhile, or it would be no moment.</summary>
    public static Database Of(Database source)
    {
        var copy = new Database();
        using (source.Gate.Read())
        {
            foreach (var (id, session) in source.Sessions)
                copy.Sessions[id] = session;
            CopyNodes(source, copy.Tree);
            copy.LastZxid = source.LastZxid;
            return copy;
        }
    }

    private static void CopyNodes(Database source, DataTree tree)
    {
        var open = new Stack<(Node From, Node? Parent)>();
        open.Push((source.Tree.Root, null));
        while (open.TryPop(out var next))
        {
            var (from, parent) = next;
            var stat = new NodeStat(from.Czxid, from.Mzxid, from.Ctime, from.Mtime, from.Pzxid, from.Owner, from.Version, from.Creates, from.AclVersion);
            var to = tree.Restore(parent, from.Name, from.Data, from.DataIsNull, source.AclOf(from), stat, from.GetPathLength());
            if (from.Branch is { } branch)
                foreach (var child in branch)
                    open.Push((child, to));
        }
    }
}
