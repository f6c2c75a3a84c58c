using System.Runtime.CompilerServices;
using FlinkZk.Client;
using FlinkZk.Coordination;
using FlinkZk.Wire;

namespace FlinkZk;

/// <summary>Reads nodes as objects of the pipeline, many requests on the way at once. A node that may not be read is told, and does not end the others.</summary>
internal static class NodeReader
{
    // A Stat and what an object costs, beside the data.
    private const int Overhead = 200;

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
    public static IAsyncEnumerable<NodeRead> ChildrenAsync(ZkSession session, string path, CancellationToken cancellationToken) =>
        ChildrenAsync(session, path, static _ => true, cancellationToken);

    /// <summary>Those children whose names are wanted; the others are not read.</summary>
    public static async IAsyncEnumerable<NodeRead> ChildrenAsync(ZkSession session, string path, Func<string, bool> isWanted, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var names = await NamesAsync(session, path, cancellationToken).ConfigureAwait(false);
        var paths = names.Where(isWanted).Select(name => ZnodePath.Combine(path, name)).ToArray();
        var answers = NodeRequests.RunAsync(paths, (child, token) => session.Client.GetDataAsync(child, token), static node => Overhead + (node.Data?.Length ?? 0), cancellationToken);
        await foreach (var (child, node, error) in answers.ConfigureAwait(false))
        {
            if (error is null)
                yield return new(new ZkNode(child, node.Data, node.Stat, session), null);
            else if (error.Code != ErrorCode.NoNode)
                yield return new(null, new(child, error));
        }
    }

    /// <summary>The node and what lies below it, each before its children.</summary>
    /// <param name="session">The session.</param>
    /// <param name="path">The top; it must exist.</param>
    /// <param name="depth">How many levels below the top.</param>
    /// <param name="cancellationToken">Stops between two reads.</param>
    public static async IAsyncEnumerable<NodeRead> TreeAsync(ZkSession session, string path, int depth, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var pending = new Stack<(NodeRead Read, int Depth)>();
        pending.Push((new(await ReadAsync(session, path, cancellationToken).ConfigureAwait(false), null), depth));
        while (pending.TryPop(out var next))
        {
            yield return next.Read;
            if (next.Depth == 0 || next.Read.Node is not { ChildCount: > 0 } node)
                continue;
            var children = await TryChildrenAsync(session, node.Path, cancellationToken).ConfigureAwait(false);
            for (var i = children.Count - 1; i >= 0; i--)
                pending.Push((children[i], next.Depth - 1));
        }
    }

    /// <summary>The same in a list, for a walk: a node whose children may not be listed is one failure.</summary>
    public static async ValueTask<List<NodeRead>> TryChildrenAsync(ZkSession session, string path, CancellationToken cancellationToken)
    {
        var children = new List<NodeRead>();
        try
        {
            await foreach (var child in ChildrenAsync(session, path, cancellationToken).ConfigureAwait(false))
                children.Add(child);
        }
        catch (ZkException e) when (OneNode.IsOf(e))
        {
            // One that went after it was read has nothing to tell.
            if (e.Code != ErrorCode.NoNode)
                children.Add(new(null, new(path, e)));
        }
        return children;
    }
}
