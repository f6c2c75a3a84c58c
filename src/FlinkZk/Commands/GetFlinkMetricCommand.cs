using System.Management.Automation;
using FlinkZk.Clusters.Rest;
using FlinkZk.Cmdlets;

namespace FlinkZk.Commands;

/// <summary>Reads metrics of a Flink cluster: of its JobManager, of jobs, or of TaskManagers; each by itself, or all together.</summary>
[Cmdlet(VerbsCommon.Get, "FlinkMetric", DefaultParameterSetName = JobManagerSet)]
[OutputType(typeof(FlinkMetric), typeof(FlinkMetricSummary))]
public sealed class GetFlinkMetricCommand : FlinkCmdlet
{
    private const string JobManagerSet = "JobManager";
    private const string JobSet = "Job";
    private const string TaskManagerSet = "TaskManager";

    // A request line has its bounds.
    private const int AtOnce = 40;

    private static readonly TimeSpan Shortest = TimeSpan.FromMilliseconds(100);

    private readonly List<string> _scopes = [];
    private readonly List<string> _of = [];
    private FlinkClient? _client;

    /// <summary>Names of metrics, such as numRestarts; wildcards pick among those that there are. Without it, all.</summary>
    [Parameter(Position = 0)]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    public string[] Name { get; set; } = ["*"];

    /// <summary>The jobs whose metrics are meant, by their ids.</summary>
    [Parameter(Mandatory = true, ValueFromPipelineByPropertyName = true, ParameterSetName = JobSet)]
    [ValidateJobId]
    public string[] JobId { get; set; } = [];

    /// <summary>Operators of the job that run together, by their id; without it the metrics are the job's own. With -Summary the metrics of their subtasks are taken together.</summary>
    [Parameter(ParameterSetName = JobSet)]
    [ValidateNotNullOrEmpty]
    public string? Vertex { get; set; }

    /// <summary>The TaskManagers whose metrics are meant, by their ids.</summary>
    [Parameter(Mandatory = true, ValueFromPipelineByPropertyName = true, ParameterSetName = TaskManagerSet)]
    [ArgumentCompleter(typeof(TaskManagerCompleter))]
    [ValidateNotNullOrEmpty]
    public string[] TaskManagerId { get; set; } = [];

    /// <summary>One object a metric for all that are named together: minimum, average, maximum and sum.</summary>
    [Parameter(ParameterSetName = JobSet)]
    [Parameter(ParameterSetName = TaskManagerSet)]
    public SwitchParameter Summary { get; set; }

    /// <summary>Reads them again and again, until Ctrl+C.</summary>
    [Parameter]
    public SwitchParameter Watch { get; set; }

    /// <summary>The time between two readings, with -Watch. Flink itself fetches metrics every ten seconds.</summary>
    [Parameter]
    public Duration Interval { get; set; } = new(TimeSpan.FromSeconds(10));

    /// <inheritdoc/>
    protected override void Begin()
    {
        if (MyInvocation.BoundParameters.ContainsKey(nameof(Interval)) && !Watch)
            throw new FlinkZkException("InvalidArgument", ErrorCategory.InvalidArgument, "-Interval has no meaning without -Watch.", "Add -Watch, or leave -Interval out.");
    }

    /// <inheritdoc/>
    protected override void Process()
    {
        _client = Flink;
        string[] scopes = (ParameterSetName, Summary.IsPresent) switch
        {
            (JobSet, false) => [.. JobId.Select(id => Vertex is null ? $"jobs/{id}" : $"jobs/{id}/vertices/{Vertex}")],
            (JobSet, true) => Vertex is null ? ["jobs"] : [.. JobId.Select(id => $"jobs/{id}/vertices/{Vertex}/subtasks")],
            (TaskManagerSet, false) => [.. TaskManagerId.Select(id => $"taskmanagers/{id}")],
            (TaskManagerSet, true) => ["taskmanagers"],
            _ => ["jobmanager"],
        };
        _of.AddRange(ParameterSetName == TaskManagerSet ? TaskManagerId : JobId);
        _scopes.AddRange(scopes.Except(_scopes));
        if (Summary || Watch)
            return;
        foreach (var scope in scopes)
            ForTarget(scope, () => Read(scope));
    }

    /// <inheritdoc/>
    protected override void End()
    {
        if (!Summary && !Watch)
            return;
        foreach (var scope in _scopes)
            ForTarget(scope, () => Read(scope));
        while (Watch && _scopes.Count > 0)
        {
            Wait(async token => await Task.Delay(Interval.Value < Shortest ? Shortest : Interval.Value, _client!.Time, token).ConfigureAwait(false));
            foreach (var scope in _scopes)
                ForTarget(scope, () => LiveOutput.Write(() => Read(scope)));
        }
    }

    private void Read(string scope)
    {
        var client = _client!;
        string[] of = scope is "jobs" or "taskmanagers" ? [.. _of.Distinct()] : [];
        string[] all = Summary
            ? Array.ConvertAll([.. Wait(async token => await client.SummariesAsync(scope, [], of, token).ConfigureAwait(false))], metric => metric.Name)
            : Array.ConvertAll([.. Wait(async token => await client.MetricsAsync(scope, [], token).ConfigureAwait(false))], metric => metric.Name);
        foreach (var some in Named(scope, all).Chunk(AtOnce))
        {
            var time = client.Time.GetUtcNow();
            if (Summary)
            {
                foreach (var summary in Wait(async token => await client.SummariesAsync(scope, some, of, token).ConfigureAwait(false)))
                    WriteObject(new FlinkMetricSummary(scope, summary, time));
            }
            else
            {
                foreach (var metric in Wait(async token => await client.MetricsAsync(scope, some, token).ConfigureAwait(false)))
                    WriteObject(new FlinkMetric(scope, metric, time));
            }
        }
    }

    private List<string> Named(string scope, string[] all)
    {
        var names = new List<string>();
        foreach (var given in Name)
        {
            var pattern = new NamePattern(given);
            var found = pattern.Among(all, name => name);
            if (found.Count == 0 && !pattern.IsPattern)
                WriteError(new FlinkZkException("FlinkMetricNotFound", ErrorCategory.ObjectNotFound, $"{scope} has no metric '{given}' now.", "Without a name all are listed. Flink fetches metrics on demand: of a young cluster the first answer may be empty."), given);
            names.AddRange(found.Except(names));
        }
        return names;
    }
}
