using System.Globalization;
using FlinkZk.Clusters.Upgrades;
using FlinkZk.Wire;

namespace FlinkZk;

/// <summary>A change of a job of a Flink cluster that is over.</summary>
public sealed class FlinkUpdate : IByCluster, IShown
{
    private readonly FlinkConnection _cluster;

    internal FlinkUpdate(FlinkConnection cluster, string name, FlinkUpgradeResult result)
    {
        (_cluster, Name, JobId) = (cluster, name, result.JobId);
        var record = result.Record;
        State = result.IsRolledBack ? FlinkUpdateState.RolledBack : FlinkUpdateState.Updated;
        OldJobId = record.OldJobId;
        Savepoint = record.Savepoint;
        Reason = record.Reason;
        Downtime = result.Downtime;
        var ends = record.Moments.Skip(1).Select(moment => moment.Time).Append(result.Ended);
        Steps = new TextLines(record.Moments.Zip(ends, (moment, end) => string.Create(CultureInfo.InvariantCulture, $"{moment.Step}: {(end - moment.Time).TotalSeconds:0.00} s from {moment.Time.UtcDateTime:u}")));
        Duration = record.Moments is [var first, ..] ? result.Ended - first.Time : null;
    }

    /// <summary>The job, by the name of its lock.</summary>
    public string Name { get; }

    /// <summary>Updated, or RolledBack.</summary>
    public FlinkUpdateState State { get; }

    /// <summary>The id of the job that runs now.</summary>
    public string JobId { get; }

    /// <summary>The id of the job that was stopped.</summary>
    public string OldJobId { get; }

    /// <summary>The savepoint with which it was stopped: it stays. Null where nothing was stopped.</summary>
    public string? Savepoint { get; }

    /// <summary>Why it was rolled back; null where it was not.</summary>
    public string? Reason { get; }

    /// <summary>From the stop until all tasks ran again; null where nothing was stopped.</summary>
    public TimeSpan? Downtime { get; }

    /// <summary>From the first step to the end, through all processes that worked on it; null where there was none.</summary>
    public TimeSpan? Duration { get; }

    /// <summary>What was done, a line for each step: how long it took, and when it began.</summary>
    public IReadOnlyList<string> Steps { get; }

    FlinkConnection IByCluster.Cluster => _cluster;

    string? IShown.ShownJob => PlainText.Line(Name);

    string? IShown.ShownIdentity => PlainText.Line(JobId);

    string? IShown.ShownKey => PlainText.Line(OldJobId);

    string? IShown.ShownPath => PlainText.Line(Savepoint);

    string? IShown.ShownReason => PlainText.Line(Reason);

    string? IShown.ShownLatency => Seconds(Downtime);

    string? IShown.ShownUptime => Seconds(Duration);

    string? IShown.ShownText => PlainText.Lines(string.Join('\n', Steps));

    /// <summary>The job, and how it ended.</summary>
    public override string ToString() => PlainText.Line($"{Name}: {State}, {JobId}");

    private static string? Seconds(TimeSpan? time) => time is { } known ? string.Create(CultureInfo.InvariantCulture, $"{known.TotalSeconds:0.0} s") : null;
}
