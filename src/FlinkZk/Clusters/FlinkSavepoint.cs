using FlinkZk.Clusters.Jobs;

namespace FlinkZk;

/// <summary>A savepoint that was written.</summary>
public sealed class FlinkSavepoint : IByCluster, IShown
{
    private readonly FlinkConnection _cluster;

    internal FlinkSavepoint(FlinkConnection cluster, FlinkSavepointResult result) => (_cluster, JobId, Savepoint, TriggerId) = (cluster, result.JobId, result.Path, result.TriggerId);

    /// <summary>The job.</summary>
    public string JobId { get; }

    /// <summary>Where it lies. Start-FlinkJob takes it from the pipeline.</summary>
    public string Savepoint { get; }

    /// <summary>The operation by which it was made.</summary>
    public string TriggerId { get; }

    FlinkConnection IByCluster.Cluster => _cluster;

    string? IShown.ShownIdentity => PlainText.Line(JobId);

    string? IShown.ShownPath => PlainText.Line(Savepoint);

    string? IShown.ShownKey => PlainText.Line(TriggerId);

    /// <summary>Where it lies.</summary>
    public override string ToString() => PlainText.Line(Savepoint);
}
