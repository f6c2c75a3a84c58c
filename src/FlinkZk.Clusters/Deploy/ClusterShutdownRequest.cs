using FlinkZk.Clusters.Model;

namespace FlinkZk.Clusters.Deploy;

/// <summary>How a cluster is stopped.</summary>
public sealed record ClusterShutdownRequest
{
    /// <summary>The folder below which savepoints are written; null: the cluster's own.</summary>
    public string? SavepointFolder { get; init; }

    /// <summary>How they are written; null: canonical.</summary>
    public FlinkSavepointFormat? Format { get; init; }

    /// <summary>Goes on where a job cannot be stopped with a savepoint, and where standbys live: jobs are lost then.</summary>
    public bool Force { get; init; }

    /// <summary>How long each job, and then the end, is waited for.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromMinutes(10);
}
