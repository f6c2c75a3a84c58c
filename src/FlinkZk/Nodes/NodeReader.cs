using System.Runtime.CompilerServices;
using FlinkZk.Client;
using FlinkZk.Wire;

namespace FlinkZk;

/// <summary>Reads nodes as objects of the pipeline, several requests on the way at once.</summary>
internal static class NodeReader
{
    // Enough to hide the round trip; each may bring a megabyte.
    private const int ReadsAtOnce = 32;

    public static async ValueTask<ZkNode> ReadAsync(ZkSession session, string path, CancellationToken cancellationToken)
    {
        var node = await session.Client.GetDataAsync(path, cancellationToken).ConfigureAwait(false);
        return new ZkNode(path, node.Data, node.Stat, session);
    }

    /// <summary>The children's names, sorted ordinally.</summary>
    public static async ValueTask<IReadOnlyList<string>> NamesAsync(ZkSession session, string path, CancellationToken cancellationToken)
    {
        var children = await session.Client.GetChildrenAsync(path, cancellationToken).ConfigureAwait(false);
        return [.. children.Names.Order(StringComparer.Ordinal)];
    }

    /// <summary>The children in the order of their names. One that goes while they are read is left out.</summary>
    public static async IAsyncEnumerable<ZkNode> ChildrenAsync(ZkSession session, string path, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (var chunk in (await NamesAsync(session, path, cancellationToken).ConfigureAwait(false)).Chunk(ReadsAtOnce))
        {
            var reads = chunk.Select(name => TryReadAsync(session, ZnodePath.Combine(path, name), cancellationToken)).ToArray();
            foreach (var read in reads)
            {
                if (await read.ConfigureAwait(false) is { } child)
                    yield return child;
            }
        }
    }

    /// <summary>The node and what lies below it, each before its children.</summary>
    /// <param name="session">The session.</param>
    /// <param name="path">The top; it must exist.</param>
    /// <param name="depth">How many levels below the top.</param>
    /// <param name="cancellationToken">Stops between two reads.</param>
    public static async IAsyncEnumerable<ZkNode> TreeAsync(ZkSession session, string path, int depth, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var pending = new Stack<(ZkNode Node, int Depth)>();
        pending.Push((await ReadAsync(session, path, cancellationToken).ConfigureAwait(false), depth));
        var children = new List<ZkNode>();
        while (pending.TryPop(out var next))
        {
            yield return next.Node;
            if (next.Depth == 0 || next.Node.ChildCount == 0)
                continue;
            children.Clear();
            try
            {
                await foreach (var child in ChildrenAsync(session, next.Node.Path, cancellationToken).ConfigureAwait(false))
                    children.Add(child);
            }
            catch (ZkException e) when (e.Code == ErrorCode.NoNode)
            {
                // It went after it was read.
            }
            for (var i = children.Count - 1; i >= 0; i--)
                pending.Push((children[i], next.Depth - 1));
        }
    }

    private static async Task<ZkNode?> TryReadAsync(ZkSession session, string path, CancellationToken cancellationToken)
    {
        try
        {
            return await ReadAsync(session, path, cancellationToken).ConfigureAwait(false);
        }
        catch (ZkException e) when (e.Code == ErrorCode.NoNode)
        {
            return null;
        }
    }
}
