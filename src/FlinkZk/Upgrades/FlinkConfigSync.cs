namespace FlinkZk;

/// <summary>A job into which a revision of its configuration was put.</summary>
public sealed class FlinkConfigSync : IByCluster, IShown
{
    private readonly FlinkConnection _cluster;

    internal FlinkConfigSync(FlinkConnection cluster, string name, FlinkConfigSyncState state, string jobId, long? before, long? revision, string? savepoint) =>
        (_cluster, Name, State, JobId, Before, Revision, Savepoint) = (cluster, name, state, jobId, before, revision, savepoint);

    /// <summary>The job, by the name of its lock and of its configuration.</summary>
    public string Name { get; }

    /// <summary>Unchanged, Restarted or RolledBack.</summary>
    public FlinkConfigSyncState State { get; }

    /// <summary>The revision that it ran with before; null for none.</summary>
    public long? Before { get; }

    /// <summary>The revision that it runs with.</summary>
    public long? Revision { get; }

    /// <summary>The id of the job that runs now.</summary>
    public string JobId { get; }

    /// <summary>The savepoint with which it was started anew; null where it was not.</summary>
    public string? Savepoint { get; }

    FlinkConnection IByCluster.Cluster => _cluster;

    string? IShown.ShownJob => PlainText.Line(Name);

    string? IShown.ShownIdentity => PlainText.Line(JobId);

    string? IShown.ShownPath => PlainText.Line(Savepoint);

    /// <summary>The job, its revision, and what was done.</summary>
    public override string ToString() => PlainText.Line($"{Name}: revision {Revision}, {State}");
}
