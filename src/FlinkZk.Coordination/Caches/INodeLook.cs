namespace FlinkZk.Coordination;

/// <summary>
/// How a cache reads nodes and learns that they have changed. What it rests on: a change is told before any reply that shows it, or anything later. So whoever has read everything that is told to
/// have changed, and is told nothing more, knows the state after the transaction that the last reply names.
/// </summary>
internal interface INodeLook : IAsyncDisposable
{
    /// <summary>Whether all has to be read again after the connection was lost: what was told meanwhile is lost.</summary>
    bool ForgetsWhileLost { get; }

    /// <summary>Reads a node. From before it is read, changes of it are told.</summary>
    /// <param name="path">The node.</param>
    /// <param name="children">Whether its children are needed.</param>
    /// <param name="cancellationToken">Gives up.</param>
    Task<NodeLook> ReadAsync(string path, bool children, CancellationToken cancellationToken);

    /// <summary>Takes what is told to have changed so far.</summary>
    /// <param name="known">What is known of a node, so that what it shows already is passed over.</param>
    NodeNews TakeNews(Func<string, CachedNode?> known);

    /// <summary>Waits until there is some.</summary>
    Task WaitAsync(CancellationToken cancellationToken);

    /// <summary>Nodes that are of no interest any more.</summary>
    void Forget(IEnumerable<string> paths);
}

/// <summary>A node that was read.</summary>
/// <param name="Node">Null where there is none.</param>
/// <param name="Children">The names of its children; null where they were not asked for.</param>
internal readonly record struct NodeLook(CachedNode? Node, IReadOnlyList<string>? Children);

/// <summary>What is told to have changed.</summary>
/// <param name="Paths">The nodes.</param>
internal readonly record struct NodeNews(IReadOnlyCollection<string> Paths)
{
    /// <summary>Whether the connection was lost in between, or events were.</summary>
    public bool WasLost { get; init; }

    /// <summary>Whether it is lost now.</summary>
    public bool IsLost { get; init; }

    /// <summary>Whether the session is over.</summary>
    public bool IsOver { get; init; }
}
