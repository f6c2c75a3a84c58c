using System.Management.Automation;
using FlinkZk.Clusters.Model;

namespace FlinkZk;

/// <summary>A job of a Flink cluster, as it was when it was asked for.</summary>
public sealed class FlinkJob : IByCluster, IShown
{
    private readonly FlinkJobSummary _job;
    private readonly FlinkJobExtras? _extras;

    internal FlinkJob(FlinkConnection cluster, FlinkJobSummary job, FlinkJobExtras? extras = null) => (Cluster, _job, _extras) = (cluster, job, extras);

    /// <summary>Its name. Several jobs may have one.</summary>
    public string Name => _job.Name;

    /// <summary>Its id, 32 hexadecimal digits.</summary>
    public string JobId => _job.Id;

    /// <summary>Its state by Flink's names: RUNNING, RESTARTING, FINISHED, and so on. RUNNING says nothing of its tasks: see RunningTasks.</summary>
    public string State => _job.State;

    /// <summary>When it was started, or taken over by the present leader.</summary>
    public PSObject? Started => Time(_job.Started);

    /// <summary>When it ended; null while it has not.</summary>
    public PSObject? Ended => Time(_job.Ended);

    /// <summary>How long it runs, or ran.</summary>
    public TimeSpan? Duration => _job.Duration;

    /// <summary>How many tasks it has; null where Flink does not say.</summary>
    public int? Tasks => Count("total");

    /// <summary>How many of them run.</summary>
    public int? RunningTasks => Count("running");

    /// <summary>Its largest parallelism; null unless asked for with -Detailed.</summary>
    public long? Parallelism => _extras?.Parallelism;

    /// <summary>The number of its last complete checkpoint; null unless asked for with -Detailed, and where there is none.</summary>
    public long? LastCheckpoint => _extras?.Checkpoints?.Latest?.Completed?.Id;

    /// <summary>When that was begun.</summary>
    public PSObject? LastCheckpointTime => Time(_extras?.Checkpoints?.Latest?.Completed?.Triggered);

    /// <summary>Where it lies.</summary>
    public string? LastCheckpointPath => _extras?.Checkpoints?.Latest?.Completed?.Path;

    /// <summary>The checkpoint or savepoint that it was restored from; null unless asked for with -Detailed, and where there is none.</summary>
    public string? RestoredFrom => _extras?.Checkpoints?.Latest?.Restored?.Path;

    /// <summary>How often it was restarted since its leader has it; null unless asked for with -Detailed.</summary>
    public double? Restarts => _extras?.Restarts;

    /// <summary>The revision of its configuration that it runs with, as Sync-FlinkJobConfig put it in; null unless asked for with -Detailed while there is a ZooKeeper session, and where nothing tells.</summary>
    public long? Revision => _extras?.Revision;

    /// <summary>How much of its time the worst of its subtasks is held back by those behind it, from 0 to 1; null unless asked for with -Detailed, and of a job that does not run.</summary>
    public double? BackPressured => _extras?.Load?.BackPressured;

    /// <summary>How much of its time the busiest of its subtasks is at work, from 0 to 1; null as BackPressured, and where none can tell.</summary>
    public double? Busy => _extras?.Load?.Busy;

    /// <summary>How far its lowest watermark is behind the clock of this machine; null as BackPressured, and where there is none.</summary>
    public TimeSpan? WatermarkLag => _extras?.Load?.WatermarkLag;

    /// <summary>The connection that it was read through.</summary>
    internal FlinkConnection Cluster { get; }

    FlinkConnection IByCluster.Cluster => Cluster;

    string? IShown.ShownJob => PlainText.Line(Name);

    string? IShown.ShownIdentity => PlainText.Line(JobId);

    string? IShown.ShownReason => PlainText.Line(State);

    string? IShown.ShownUptime => Duration is { } duration ? ViewText.Elapsed(duration) : null;

    string? IShown.ShownData => Tasks is null ? null : $"{RunningTasks ?? 0}/{Tasks}";

    string? IShown.ShownSince => _job.Started is { } started ? ViewText.Time(started) : null;

    string? IShown.ShownCreated => _extras?.Checkpoints?.Latest?.Completed?.Triggered is { } time ? ViewText.Time(time) : null;

    string? IShown.ShownValue => ViewText.Share(BackPressured);

    string? IShown.ShownRate => ViewText.Share(Busy);

    string? IShown.ShownLatency => WatermarkLag is { } lag ? ViewText.Elapsed(lag.Duration()) : null;

    string? IShown.ShownFile => PlainText.Line(LastCheckpointPath);

    string? IShown.ShownPath => PlainText.Line(RestoredFrom);

    string? IShown.ShownModified => _job.Ended is { } ended ? ViewText.Time(ended) : null;

    /// <summary>The name, the id and the state.</summary>
    public override string ToString() => PlainText.Line($"{Name} ({JobId}): {State}");

    private int? Count(string state) => _job.Tasks is { } tasks && tasks.TryGetValue(state, out var count) ? count : null;

    private static PSObject? Time(DateTimeOffset? time) => time is { } known ? ShownValue.IsoTime(known) : null;
}
