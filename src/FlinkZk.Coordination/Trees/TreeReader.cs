using System.Runtime.CompilerServices;
using FlinkZk.Client;
using FlinkZk.Wire;

namespace FlinkZk.Coordination;

/// <summary>
/// Reads a subtree in order (<see cref="TreePath.Compare"/>), many requests on the way at once: what comes next is asked for before what comes first is
/// taken. Memory holds the names of the children on the way down and a window of nodes, however large the tree is.
/// <para>It is no snapshot: each node is as it was at one moment of the walk. What goes meanwhile is left out, what comes may be missed.</para>
/// </summary>
public sealed class TreeReader
{
    private const int MaxAhead = 256;
    private const int MinAhead = 8;

    // Data read ahead of whoever takes them, in bytes: large nodes narrow the window.
    private const int BytesAhead = 16 * 1024 * 1024;

    private readonly ZkClient _client;
    private readonly string _top;
    private readonly TreeReadOptions _options;
    private readonly CancellationToken _cancellation;
    private readonly LinkedList<Entry> _entries = new();
    private int _largest = 1;

    private TreeReader(ZkClient client, string top, TreeReadOptions options, CancellationToken cancellation) =>
        (_client, _top, _options, _cancellation) = (client, top, options, cancellation);

    /// <summary>The top, then what lies below it. A node that cannot be read is told as such, and the walk goes on.</summary>
    /// <param name="client">The client.</param>
    /// <param name="top">The top; it must exist.</param>
    /// <param name="options">What to read.</param>
    /// <param name="cancellationToken">Ends the walk.</param>
    /// <exception cref="ZkException">There is no top, or the session is over.</exception>
    public static async IAsyncEnumerable<TreeItem> ReadAsync(
        ZkClient client, string top, TreeReadOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(client);
        ZnodePath.Validate(top);
        await CatchUpAsync(client, top, cancellationToken).ConfigureAwait(false);
        var reader = new TreeReader(client, top, options ?? new(), cancellationToken);
        reader._entries.AddFirst(reader.Begin(top));
        var untilFill = 0;
        while (reader._entries.First is { } first)
        {
            if (first.Value.Reading is not { } reading || --untilFill <= 0 || !reading.IsCompleted)
            {
                untilFill = reader.ReadAhead() / 4;
                if (first.Value.Reading is null)
                    continue; // a row of siblings: the next of them stands before it now
            }
            var read = await first.Value.Reading.ConfigureAwait(false)!;
            reader.Expand(first, read);
            reader._entries.Remove(first);
            if (read.Error is not null && reader.IsFatal(read))
                throw read.Error;
            if (read.Error is not ZkException { Code: ErrorCode.NoNode })
                yield return new TreeItem(read.Path, read.Node, read.Error);
        }
    }

    // A follower may lag behind: what the caller knows to be there must be there.
    private static async ValueTask CatchUpAsync(ZkClient client, string top, CancellationToken cancellation)
    {
        try
        {
            await Idempotent.RetryAsync(async () =>
            {
                await client.SyncAsync(top, cancellation).ConfigureAwait(false);
                return true;
            }).ConfigureAwait(false);
        }
        catch (ZkException e) when (e.Code is ErrorCode.NotReadOnly or ErrorCode.NoNode)
        {
            // Cut off from its ensemble, the server still reads.
        }
    }

    // An error of the top, or of the session, is one of the whole; of a node that went after it was listed there is nothing to tell.
    private bool IsFatal(Read read) => read.Path == ZnodePath.Root || _cancellation.IsCancellationRequested || read.Error is not ZkException refused || refused.IsSessionOver;

    private Entry Begin(string path) => new() { Reading = ReadOneAsync(path) };

    /// <summary>Begins to read what comes next.</summary>
    /// <returns>How many nodes stand in the window.</returns>
    private int ReadAhead()
    {
        var window = Math.Clamp(BytesAhead / _largest, MinAhead, MaxAhead);
        var ahead = 0;
        for (var next = _entries.First; next is not null && ahead < window;)
        {
            var (node, entry) = (next, next.Value);
            if (entry.Siblings is { } names)
            {
                if (entry.Taken == names.Length)
                {
                    next = node.Next;
                    _entries.Remove(node);
                    continue;
                }
                _entries.AddBefore(node, Begin(ZnodePath.Combine(entry.Parent, names[entry.Taken++])));
                ahead++;
                continue;
            }
            if (entry.Reading!.IsCompletedSuccessfully)
                Expand(node, entry.Reading.Result);
            ahead++;
            next = node.Next;
        }
        return ahead;
    }

    // The children come right behind their parent.
    private void Expand(LinkedListNode<Entry> node, Read read)
    {
        if (node.Value.IsExpanded)
            return;
        node.Value.IsExpanded = true;
        _largest = Math.Max(read.Node?.Data?.Length ?? 1, _largest - _largest / 16);
        if (read.Children.Length > 0)
            _entries.AddAfter(node, new Entry { Siblings = read.Children, Parent = TreePath.Below(_top, read.Path) });
    }

    private async Task<Read> ReadOneAsync(string path)
    {
        var relative = TreePath.Relative(_top, path);
        try
        {
            var reading = Idempotent.RetryAsync(() => _client.GetDataAsync(path, _cancellation));
            var list = _options.ReadAcl ? Idempotent.RetryAsync(() => _client.GetAclAsync(path, _cancellation)) : Task.FromResult(default(NodeAcl));
            await Task.WhenAll(reading, list).ConfigureAwait(false);
            var data = await reading.ConfigureAwait(false);
            var node = TreeNode.Of(relative, data.Data, (await list.ConfigureAwait(false)).Entries, data.Stat);
            return new(relative, node, null, _options.Recurse && data.Stat.NumChildren > 0 ? await ChildrenAsync(path).ConfigureAwait(false) : []);
        }
        catch (Exception e)
        {
            return new(relative, null, e, []);
        }
    }

    private async Task<string[]> ChildrenAsync(string path)
    {
        var names = (await Idempotent.RetryAsync(() => _client.GetChildrenAsync(path, _cancellation)).ConfigureAwait(false)).Names;
        var isOwn = TreePath.IsServersOwn(_client, _top);
        string[] sorted = [.. names.Where(name => isOwn || !TreePath.IsServersOwn(_client, ZnodePath.Combine(path, name)))];
        Array.Sort(sorted, StringComparer.Ordinal);
        return sorted;
    }

    private readonly record struct Read(string Path, TreeNode? Node, Exception? Error, string[] Children);

    /// <summary>A node that is being read, or the rest of a row of siblings.</summary>
    private sealed class Entry
    {
        public Task<Read>? Reading { get; init; }

        public bool IsExpanded { get; set; }

        public string[]? Siblings { get; init; }

        public string Parent { get; init; } = "";

        public int Taken { get; set; }
    }
}
