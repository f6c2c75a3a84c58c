using FlinkZk.Clusters.Model;

namespace FlinkZk.Clusters.Jobs;

/// <summary>Of what program the plan is wanted. What is null is left to the cluster.</summary>
public sealed record FlinkPlanRequest
{
    /// <summary>A jar that the JobManager has.</summary>
    public required FlinkJarFile Jar { get; init; }

    /// <summary>The class with the main method.</summary>
    public string? EntryClass { get; init; }

    /// <summary>The program's arguments.</summary>
    public IReadOnlyList<string>? Arguments { get; init; }

    /// <summary>The default parallelism of its operators.</summary>
    public int? Parallelism { get; init; }

    /// <summary>How long it is waited for: the program's main method has to run to its end.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromMinutes(2);
}
