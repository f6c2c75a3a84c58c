namespace FlinkZk.Clusters.Model;

/// <summary>A node that points to a file: a job's plan, a checkpoint, an application.</summary>
/// <param name="Name">The node's name: the job's or the application's id, or the checkpoint's number in 19 digits.</param>
/// <param name="Handle">The node and the file.</param>
/// <param name="Locks">Who holds it. Only an empty list says that nobody does; the <c>locks</c> node itself outlives its creator.</param>
public sealed record StoredHandle(string Name, Known<NodeContent<StateHandle>> Handle, Known<IReadOnlyList<HandleLock>> Locks)
{
    /// <summary>What becomes of it.</summary>
    public HandleState State => (Handle.Value?.Node.Children, Locks.Value?.Count) switch
    {
        (0, _) => HandleState.MarkedForDeletion,
        (_, > 0) => HandleState.Held,
        (_, 0) => HandleState.Free,
        _ => HandleState.Unknown,
    };
}
