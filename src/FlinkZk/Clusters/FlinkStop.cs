namespace FlinkZk;

/// <summary>A job that was stopped.</summary>
public sealed class FlinkStop : IByCluster, IShown
{
    private readonly FlinkConnection _cluster;

    internal FlinkStop(FlinkConnection cluster, string jobId, string? name, string state, string? savepoint, string? triggerId) =>
        (_cluster, JobId, Name, State, Savepoint, TriggerId) = (cluster, jobId, name, state, savepoint, triggerId);

    /// <summary>Its name; null where the cluster does not list it.</summary>
    public string? Name { get; }

    /// <summary>Its id.</summary>
    public string JobId { get; }

    /// <summary>The state in which it ended: FINISHED, with -Force CANCELED.</summary>
    public string State { get; }

    /// <summary>Where its savepoint lies; null with -Force. Start-FlinkJob takes it from the pipeline.</summary>
    public string? Savepoint { get; }

    /// <summary>The operation by which it was stopped; null with -Force.</summary>
    public string? TriggerId { get; }

    FlinkConnection IByCluster.Cluster => _cluster;

    string? IShown.ShownJob => PlainText.Line(Name);

    string? IShown.ShownIdentity => PlainText.Line(JobId);

    string? IShown.ShownReason => PlainText.Line(State);

    string? IShown.ShownPath => PlainText.Line(Savepoint);

    string? IShown.ShownKey => PlainText.Line(TriggerId);

    /// <summary>The job, and the savepoint.</summary>
    public override string ToString() => PlainText.Line($"{Name ?? JobId}: {State}{(Savepoint is null ? "" : $", {Savepoint}")}");
}
