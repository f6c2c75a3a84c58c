using System.Management.Automation;
using FlinkZk.Cmdlets;

namespace FlinkZk.Commands;

/// <summary>Reads metrics of a Flink cluster: of its JobManager, of jobs, or of TaskManagers.</summary>
[Cmdlet(VerbsCommon.Get, "FlinkMetric", DefaultParameterSetName = JobManagerSet)]
[OutputType(typeof(FlinkMetric))]
public sealed class GetFlinkMetricCommand : FlinkCmdlet
{
    private const string JobManagerSet = "JobManager";
    private const string JobSet = "Job";
    private const string TaskManagerSet = "TaskManager";

    // A request line has its bounds.
    private const int AtOnce = 40;

    /// <summary>Names of metrics, such as numRestarts; wildcards pick among those that there are. Without it, all.</summary>
    [Parameter(Position = 0)]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    public string[] Name { get; set; } = ["*"];

    /// <summary>The jobs whose metrics are meant, by their ids.</summary>
    [Parameter(Mandatory = true, ValueFromPipelineByPropertyName = true, ParameterSetName = JobSet)]
    [ValidateJobId]
    public string[] JobId { get; set; } = [];

    /// <summary>Operators of the job that run together, by their id; without it the metrics are the job's own.</summary>
    [Parameter(ParameterSetName = JobSet)]
    [ValidateNotNullOrEmpty]
    public string? Vertex { get; set; }

    /// <summary>The TaskManagers whose metrics are meant, by their ids.</summary>
    [Parameter(Mandatory = true, ValueFromPipelineByPropertyName = true, ParameterSetName = TaskManagerSet)]
    [ValidateNotNullOrEmpty]
    public string[] TaskManagerId { get; set; } = [];

    /// <inheritdoc/>
    protected override void Process()
    {
        string[] scopes = ParameterSetName switch
        {
            JobSet => [.. JobId.Select(id => Vertex is null ? $"jobs/{id}" : $"jobs/{id}/vertices/{Vertex}")],
            TaskManagerSet => [.. TaskManagerId.Select(id => $"taskmanagers/{id}")],
            _ => ["jobmanager"],
        };
        foreach (var scope in scopes)
            ForTarget(scope, () => Read(scope));
    }

    private void Read(string scope)
    {
        var client = Flink;
        var all = Array.ConvertAll([.. Wait(async token => await client.MetricsAsync(scope, [], token).ConfigureAwait(false))], metric => metric.Name);
        var names = new List<string>();
        foreach (var given in Name)
        {
            var pattern = new NamePattern(given);
            var found = pattern.Among(all, name => name);
            if (found.Count == 0 && !pattern.IsPattern)
                WriteError(new FlinkZkException("FlinkMetricNotFound", ErrorCategory.ObjectNotFound, $"{scope} has no metric '{given}' now.", "Without a name all are listed. Flink fetches metrics on demand: of a young cluster the first answer may be empty."), given);
            names.AddRange(found.Except(names));
        }
        foreach (var some in names.Chunk(AtOnce))
        {
            foreach (var metric in Wait(async token => await client.MetricsAsync(scope, some, token).ConfigureAwait(false)))
                WriteObject(new FlinkMetric(scope, metric));
        }
    }
}
