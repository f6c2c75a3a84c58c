namespace FlinkZk.Clusters.Model;

/// <summary>A JobManager process that leads or stands by: a child of the latch (Curator's <c>LeaderLatch</c>).</summary>
/// <param name="Name">The node's name.</param>
/// <param name="Sequence">
/// Its number: the lowest of the latch leads. The server drops an empty latch, and numbers then begin at 0 again. Null if the name cannot be read.
/// </param>
/// <param name="Error">Why the name cannot be read.</param>
/// <param name="Node">The node; its session is the process's.</param>
public sealed record LeaderCandidate(string Name, int? Sequence, FormatError? Error, Known<NodeFacts> Node);
