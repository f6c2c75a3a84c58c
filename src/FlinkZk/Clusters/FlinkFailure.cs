using System.Management.Automation;
using FlinkZk.Clusters.Model;
using FlinkZk.Wire;

namespace FlinkZk;

/// <summary>A failure of a job of a Flink cluster: it was restarted then, or ended.</summary>
public sealed class FlinkFailure : IByCluster, IShown
{
    private readonly FlinkJobFailure _failure;
    private readonly FlinkConnection _cluster;

    internal FlinkFailure(FlinkConnection cluster, string jobId, FlinkJobFailure failure)
    {
        (_cluster, JobId, _failure) = (cluster, jobId, failure);
        Concurrent = new TextLines(failure.Concurrent.Select(other => other.Task is null ? other.Cause : $"{other.Task}: {other.Cause}"));
    }

    /// <summary>The job.</summary>
    public string JobId { get; }

    /// <summary>When.</summary>
    public PSObject? Time => _failure.Time is { } time ? ShownValue.IsoTime(time) : null;

    /// <summary>The last cause of it, in one line.</summary>
    public string Cause => _failure.Cause;

    /// <summary>The exception's class; null where Flink does not say.</summary>
    public string? Exception => _failure.Exception;

    /// <summary>The task that failed; null where none did.</summary>
    public string? Task => _failure.Task;

    /// <summary>The TaskManager that it ran on; null where Flink does not say.</summary>
    public string? TaskManagerId => _failure.TaskManager;

    /// <summary>Where that was reached.</summary>
    public string? Endpoint => _failure.Endpoint;

    /// <summary>The whole stack.</summary>
    public string StackTrace => _failure.StackTrace;

    /// <summary>Failures that came with it, a line for each: the task, and the cause.</summary>
    public IReadOnlyList<string> Concurrent { get; }

    FlinkConnection IByCluster.Cluster => _cluster;

    string? IShown.ShownJob => PlainText.Line(JobId);

    string? IShown.ShownTime => _failure.Time is { } time ? ViewText.Time(time) : null;

    string? IShown.ShownReason => PlainText.Line(Cause);

    string? IShown.ShownPurpose => PlainText.Line(Task);

    string? IShown.ShownScheme => PlainText.Line(Exception);

    string? IShown.ShownIdentity => PlainText.Line(TaskManagerId);

    string? IShown.ShownHost => PlainText.Line(Endpoint);

    string? IShown.ShownText => PlainText.Lines(StackTrace.Replace("\t", "    ", StringComparison.Ordinal));

    /// <summary>The task, and the cause.</summary>
    public override string ToString() => PlainText.Line(Task is null ? Cause : $"{Task}: {Cause}");
}
