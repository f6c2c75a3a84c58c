using FlinkZk.Clusters.Model;

namespace FlinkZk.Clusters.Jobs;

/// <summary>What is started, and how. What is null is left to the cluster.</summary>
public sealed record FlinkStartRequest
{
    /// <summary>A jar that the JobManager has.</summary>
    public required FlinkJarFile Jar { get; init; }

    /// <summary>The job's id, 32 hexadecimal digits: by it one sees whether a start whose answer was lost has happened.</summary>
    public required string JobId { get; init; }

    /// <summary>The class with the main method.</summary>
    public string? EntryClass { get; init; }

    /// <summary>The program's arguments.</summary>
    public IReadOnlyList<string>? Arguments { get; init; }

    /// <summary>The default parallelism of its operators.</summary>
    public int? Parallelism { get; init; }

    /// <summary>The savepoint or checkpoint to start from.</summary>
    public string? Savepoint { get; init; }

    /// <summary>Whose that is afterwards.</summary>
    public FlinkClaimMode? ClaimMode { get; init; }

    /// <summary>Whether state of it that no operator takes is dropped; otherwise that is an error.</summary>
    public bool AllowNonRestoredState { get; init; }

    /// <summary>Settings of Flink for this job.</summary>
    public IReadOnlyDictionary<string, string>? Configuration { get; init; }

    /// <summary>How long it is waited for: the program's main method has to run to its end.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromMinutes(2);
}
