using System.Globalization;
using FlinkZk.Server.Tree;
using FlinkZk.Wire;

namespace FlinkZk.Server.Storage;

/// <summary>Nodes that no request can set, because a frame that holds them is larger than the limit: they came from a server with a larger one (jute.maxbuffer).</summary>
internal static class LargeNodes
{
    // Xid, type, two lengths and the version of setData.
    private const int Rest = 20;

    /// <summary>Says how many there are, and which is the largest; null if there are none.</summary>
    public static string? Tell(DataTree tree, int limit = Limits.MaxFrame)
    {
        var (count, largest, open) = (0, (Node?)null, new Stack<Node>([tree.Root]));
        while (open.TryPop(out var node))
        {
            if (node.Data.Length > limit - Rest - node.GetPathLength())
            {
                count++;
                largest = largest is null || node.Data.Length > largest.Data.Length ? node : largest;
            }
            if (node.Branch is { } branch)
                foreach (var child in branch)
                    open.Push(child);
        }
        return largest is null ? null : string.Create(CultureInfo.InvariantCulture,
            $"{(count == 1 ? "One node is" : $"{count} nodes are")} larger than a request may be ({limit} bytes), the largest {largest.GetPath()} with {largest.Data.Length} bytes. They can be read; setting them again needs a server with a larger frame limit (MaxFrame, jute.maxbuffer).");
    }
}
