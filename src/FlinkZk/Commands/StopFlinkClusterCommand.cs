using System.Management.Automation;
using FlinkZk.Clusters.Deploy;
using FlinkZk.Clusters.Ha;
using FlinkZk.Clusters.Health;
using FlinkZk.Clusters.Model;
using FlinkZk.Cmdlets;

namespace FlinkZk.Commands;

/// <summary>Stops a Flink cluster: its jobs with savepoints, its standbys, then its leader, and its TaskManagers.</summary>
[Cmdlet(VerbsLifecycle.Stop, "FlinkCluster", SupportsShouldProcess = true)]
[OutputType(typeof(FlinkClusterStop))]
public sealed class StopFlinkClusterCommand : FlinkZkCmdlet
{
    private const int Named = 10;

    /// <summary>The connections to the clusters; without it the runspace's last one.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true)]
    [FlinkArgument]
    [ValidateNotNullOrEmpty]
    public FlinkConnection[]? Cluster { get; set; }

    /// <summary>The folder below which savepoints are written: a URI that JobManagers and TaskManagers reach. Without it, the cluster's own.</summary>
    [Parameter(Position = 1)]
    [ValidateNotNullOrEmpty]
    [ValidateSavepointFolder]
    public string? Path { get; set; }

    /// <summary>How savepoints are written: Canonical can be moved between state backends, Native is faster. Without it, canonical.</summary>
    [Parameter]
    public FlinkSavepointFormat? Format { get; set; }

    /// <summary>Stops the cluster although a job cannot be stopped with a savepoint, which is lost then, or a standby lives, which stays behind without anything to lead. Processes of Start-FlinkCluster are ended in any case.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <summary>How long each savepoint, and then the end, is waited for.</summary>
    [Parameter]
    public Duration Timeout { get; set; } = new(TimeSpan.FromMinutes(10));

    /// <inheritdoc/>
    protected override void Process()
    {
        foreach (var cluster in Cluster ?? [RunspaceClusters.Current.Default ?? throw FlinkCmdlet.NotConnected()])
            ForTarget(cluster, () => Stop(cluster));
    }

    private void Stop(FlinkConnection cluster)
    {
        if (cluster.IsClosed)
            throw FlinkCmdlet.Closed(cluster);
        var shutdown = new ClusterShutdown(cluster.Client, cluster.Followed?.Session.Client, cluster.Followed?.Paths, cluster.Local?.Cluster,
            new() { SavepointFolder = Path, Format = Format, Force = Force, Timeout = Timeout });
        var jobs = Wait(async token => await shutdown.CheckAsync(token).ConfigureAwait(false));
        if (!ShouldProcess(cluster.ToString(), Action(cluster, jobs)))
            return;
        var storage = cluster.Local?.Cluster.Storage ?? (cluster.Followed is null ? null : Wait(async token => await FlinkHealthCmdlet.AskAsync(cluster, cluster.ClusterId!, token).ConfigureAwait(false)));
        var result = WatchProgress(Task.Run(() => shutdown.RunAsync(StopToken), CancellationToken.None), $"Stop of {cluster}", () => shutdown.Status, () => Standing(cluster, shutdown));
        RunspaceClusters.Current.Remove(cluster);
        if (cluster.Local is { } local)
        {
            RunspaceClusters.Current.Local.Remove(local);
            local.End();
        }
        cluster.Close();
        WriteObject(new FlinkClusterStop(cluster, result with { Remaining = [.. result.Remaining, .. Results(cluster, storage)] }));
    }

    // Looked for when all has ended: a leader that lives cleans up.
    private static IEnumerable<string> Results(FlinkConnection cluster, HaStorage? storage) => storage?.DirtyResults() is { Count: > 0 } dirty
        ? [FormattableString.Invariant($"A job was not cleaned up after, and JobManagers of Flink 2.3 die of its result: '{dirty[0]}'{(dirty.Count == 1 ? "" : $", and {dirty.Count - 1} more")}. Before the next start: {storage.RepairCommand(Root(cluster))}")]
        : [];

    private static string Root(FlinkConnection cluster) => cluster.Followed?.Paths.Cluster[..^cluster.ClusterId!.Length] is { Length: > 0 } root ? root : HaPaths.DefaultRoot;

    private string Action(FlinkConnection cluster, IReadOnlyList<FlinkJobSummary> jobs)
    {
        var named = string.Join(", ", jobs.Take(Named).Select(job => job.State == "RUNNING" ? $"{job.Name} ({job.Id})" : $"{job.Name} ({job.Id}, {job.State})"));
        var stopped = jobs.Count == 0 ? "no job runs" : $"with savepoints{(Force ? ", without where need be" : "")}: {named}{(jobs.Count > Named ? $" and {jobs.Count - Named} more" : "")}";
        var ended = cluster.Local is { } local ? string.Join(", ", local.Cluster.Processes.Where(process => !process.HasEnded).Select(process => $"{process.Name} ({process.Id})")) : "the leader";
        return $"Stop the cluster; jobs, {stopped}; processes: {ended}";
    }

    private static string Standing(FlinkConnection cluster, ClusterShutdown shutdown)
    {
        var jobs = shutdown.Jobs.Count == 0 ? "No job was stopped yet, except one whose savepoint is under way" : $"Stopped: {string.Join(", ", shutdown.Jobs.Select(job => $"{job.Name} ({job.Id}), {(job.Savepoint is { } path ? $"savepoint {path}" : "without a savepoint")}"))}";
        return $"The stop of {cluster} is not over. It stands at: {shutdown.Status}. {jobs}. Stop-FlinkCluster goes on with it; Start-FlinkJob -FromSavepoint starts a job again.";
    }
}
