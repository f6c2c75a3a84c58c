using System.Globalization;
using System.Management.Automation;
using FlinkZk.Clusters.Ha;
using FlinkZk.Clusters.Health;
using FlinkZk.Clusters.Model;
using FlinkZk.Cmdlets;

namespace FlinkZk.Commands;

/// <summary>Removes what a Flink cluster that is down keeps in ZooKeeper, after a copy. Refuses while one of its processes lives, and while jobs wait for it.</summary>
[Cmdlet(VerbsCommon.Remove, "FlinkHaData", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
[OutputType(typeof(FlinkHaRepair))]
public sealed class RemoveFlinkHaDataCommand : FlinkClusterCmdlet
{
    private HaBackup? _backup;

    /// <summary>The folder for the copy, made if it is missing. Import-ZkNode puts it back.</summary>
    [Parameter(Mandatory = true)]
    [ValidateNotNullOrEmpty]
    public string BackupPath { get; set; } = "";

    /// <summary>Removes it also while jobs wait for the next leader: they are lost. A cluster of which a process lives is refused all the same.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <summary>How long ZooKeeper may take to answer, for each cluster.</summary>
    [Parameter]
    public Duration Timeout { get; set; } = new(TimeSpan.FromMinutes(1));

    private protected override Duration Patience => Timeout;

    /// <inheritdoc/>
    protected override void Process()
    {
        if (!MyInvocation.BoundParameters.ContainsKey(nameof(ClusterId)))
        {
            throw new FlinkZkException("InvalidArgument", ErrorCategory.InvalidArgument, "Which cluster's data are removed has to be said.",
                "Name it: Get-FlinkCluster lists those that there are.");
        }
        _backup ??= new(FullPath(BackupPath));
        ForEachCluster((session, id) =>
        {
            var snapshot = Read(session, async token => await HaReader.ReadAsync(session.Client, new HaPaths(id, FlinkRoot), token).ConfigureAwait(false));
            if (snapshot.Node.Presence == Presence.Absent)
                return false;
            HaRemoval.Check(snapshot, Force);
            if (!ShouldProcess(snapshot.Path, $"Remove the high-availability data, with {Count(snapshot.Plans.Count(), "plan")} and {Count((snapshot.Jobs.Value ?? []).Sum(job => job.Checkpoints.Value?.Count ?? 0), "checkpoint")}"))
                return true;
            var file = Read(session, token => _backup.KeepAsync(session, snapshot.Path, token));
            var removed = Read(session, async token => await HaRemoval.RunAsync(session.Client, snapshot, token).ConfigureAwait(false));
            WriteObject(new FlinkHaRepair(id, FlinkRoot, null, snapshot.Path, $"Removed {Count(removed, "node")}", file, session));
            return true;
        });
    }

    private static string Count(int number, string what) => string.Create(CultureInfo.InvariantCulture, $"{number:N0} {what}{(number == 1 ? "" : "s")}");
}
