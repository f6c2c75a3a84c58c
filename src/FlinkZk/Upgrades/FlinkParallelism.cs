namespace FlinkZk;

/// <summary>A job whose parallelism was changed.</summary>
public sealed class FlinkParallelism : IByCluster, IShown
{
    private readonly FlinkConnection _cluster;

    internal FlinkParallelism(FlinkConnection cluster, string name, FlinkParallelismWay way, string oldJobId, string jobId, int before, int parallelism, string? savepoint) =>
        (_cluster, Name, Way, OldJobId, JobId, Before, Parallelism, Savepoint) = (cluster, name, way, oldJobId, jobId, before, parallelism, savepoint);

    /// <summary>The job, by the name of its lock.</summary>
    public string Name { get; }

    /// <summary>Unchanged, InPlace or Restarted.</summary>
    public FlinkParallelismWay Way { get; }

    /// <summary>The largest parallelism of its parts before.</summary>
    public int Before { get; }

    /// <summary>And now.</summary>
    public int Parallelism { get; }

    /// <summary>The id of the job that runs now.</summary>
    public string JobId { get; }

    /// <summary>The id of the job before: the same in place.</summary>
    public string OldJobId { get; }

    /// <summary>The savepoint with which it was restarted; null in place.</summary>
    public string? Savepoint { get; }

    FlinkConnection IByCluster.Cluster => _cluster;

    string? IShown.ShownJob => PlainText.Line(Name);

    string? IShown.ShownIdentity => PlainText.Line(JobId);

    string? IShown.ShownKey => PlainText.Line(OldJobId);

    string? IShown.ShownPath => PlainText.Line(Savepoint);

    /// <summary>The job, and how it came to which parallelism.</summary>
    public override string ToString() => PlainText.Line($"{Name}: {Before} -> {Parallelism}, {Way}");
}
