using FlinkZk.Streams.Operators;
using FlinkZk.Streams.Runtime;

namespace FlinkZk.Streams.Graphs;

/// <summary>A step of a <see cref="StreamGraph"/>: an operator to be made for each run.</summary>
/// <param name="Name">Its name; by it its state is found again.</param>
/// <param name="Inputs">What comes in, by the operator's inputs; none for a source.</param>
internal sealed record GraphNode(string Name, IReadOnlyList<GraphInput> Inputs)
{
    /// <summary>Makes the operator; null for a source.</summary>
    public Func<JobContext, Operator>? Make { get; init; }

    /// <summary>The time of a source's records; null where they have none, and for all that is no source.</summary>
    public RecordTime? Time { get; init; }

    /// <summary>Whether it leaves each record in its place: then watermarks may be made behind it, of what it leaves out as well.</summary>
    public bool IsInPlace { get; init; }

    /// <summary>Whether watermarks are nothing to it.</summary>
    public bool IgnoresTime { get; init; }

    /// <summary>Whether it reads watermarks that stand in a batch.</summary>
    public bool TakesWatermarksInBatch { get; init; }

    /// <summary>Whether what was left out before has to be counted before it.</summary>
    public bool NeedsSettled { get; init; }

    /// <summary>Whether it goes by the times of records.</summary>
    public bool NeedsTime { get; init; }

    /// <summary>The names of its side outputs.</summary>
    public IReadOnlyList<string> Sides { get; init; } = [];

    /// <summary>Whether what comes out has no time of its own.</summary>
    public bool LosesTime { get; init; }

    public bool IsSource => Inputs.Count == 0;
}
