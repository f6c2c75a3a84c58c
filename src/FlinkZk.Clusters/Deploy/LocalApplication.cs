using FlinkZk.Clusters.Model;

namespace FlinkZk.Clusters.Deploy;

/// <summary>The program that a cluster on this machine is for (Flink's application mode): its main method runs in the JobManager, again in each that takes over.</summary>
public sealed record LocalApplication
{
    /// <summary>The jar, a full path.</summary>
    public required string Jar { get; init; }

    /// <summary>The job's id, 32 hexadecimal digits: fixed, so that a JobManager that takes over knows the job and its checkpoints.</summary>
    public required string JobId { get; init; }

    /// <summary>The class with the main method; null for the one that the jar's manifest names.</summary>
    public string? EntryClass { get; init; }

    /// <summary>The program's arguments.</summary>
    public IReadOnlyList<string> Arguments { get; init; } = [];

    /// <summary>The savepoint or checkpoint to start from.</summary>
    public string? Savepoint { get; init; }

    /// <summary>Whose that is afterwards.</summary>
    public FlinkClaimMode? ClaimMode { get; init; }

    /// <summary>Whether state of it that no operator takes is dropped; otherwise that is an error.</summary>
    public bool AllowNonRestoredState { get; init; }
}
