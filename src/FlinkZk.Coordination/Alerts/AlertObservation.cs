using FlinkZk.Client;

namespace FlinkZk.Coordination;

/// <summary>What one look at the target of an alert saw; null is what it is not about.</summary>
internal sealed record AlertObservation
{
    /// <summary>The node, or the queue of a lock.</summary>
    public TreeSnapshot? Nodes { get; init; }

    /// <summary>Whether <see cref="Nodes"/> is a queue.</summary>
    public bool IsQueue { get; init; }

    /// <summary>The servers.</summary>
    public IReadOnlyList<ServerHealth>? Servers { get; init; }

    /// <summary>The session of whoever watches, and what it is doing.</summary>
    public (long Id, SessionStatus Status)? Session { get; init; }
}
