using System.Text;

namespace FlinkZk.Server.Tree;

/// <summary>All nodes of a tree that nobody changes, each parent before its children.</summary>
internal static class TreeWalk
{
    /// <summary>The nodes with their paths; the root's is empty.</summary>
    public static IEnumerable<(Node Node, string Path)> Of(DataTree tree)
    {
        var open = new Stack<(Node Node, string Path)>([(tree.Root, "")]);
        while (open.TryPop(out var next))
        {
            yield return next;
            if (next.Node.Branch is { } branch)
                foreach (var child in branch)
                    open.Push((child, $"{next.Path}/{Encoding.UTF8.GetString(child.Name)}"));
        }
    }
}
