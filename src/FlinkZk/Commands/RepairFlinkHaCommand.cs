using System.Globalization;
using System.Management.Automation;
using FlinkZk.Clusters.Deploy;
using FlinkZk.Clusters.Ha;
using FlinkZk.Clusters.Health;
using FlinkZk.Clusters.Model;
using FlinkZk.Cmdlets;

namespace FlinkZk.Commands;

/// <summary>Mends one kind of finding in what a Flink cluster that is down keeps in ZooKeeper, after a copy, in one transaction that goes through only if nothing has moved; and ends a JobManager of this machine that leads without a place in the latch.</summary>
[Cmdlet(VerbsDiagnostic.Repair, "FlinkHa", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
[OutputType(typeof(FlinkHaRepair))]
public sealed class RepairFlinkHaCommand : FlinkHealthCmdlet
{
    private HaBackup? _backup;

    /// <summary>The kind of finding, as Test-FlinkHa names it.</summary>
    [Parameter(Mandatory = true, ValueFromPipelineByPropertyName = true)]
    public HaFindingKind Kind { get; set; }

    /// <summary>Only the finding about this node.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    public string? Path { get; set; }

    /// <summary>The folder for copies of what is changed, made if it is missing. Import-ZkNode -Force puts a copy back.</summary>
    [Parameter(Mandatory = true)]
    [ValidateNotNullOrEmpty]
    public string BackupPath { get; set; } = "";

    /// <inheritdoc/>
    protected override void Process()
    {
        _backup ??= new(FullPath(BackupPath));
        ForEachCluster((session, id) =>
        {
            var report = Check(session, id);
            if (report is { Snapshot.Node.Presence: Presence.Absent, Findings.Count: 0 })
                return false;
            HaFinding[] found = [.. report.Findings.Where(finding => finding.Kind == Kind && (Path is null || finding.Path == Path))];
            if (found.Length == 0)
                WriteVerbose($"{id}: there is no finding {Kind}{(Path is null ? "" : $" of '{Path}'")} any more.");
            foreach (var finding in found)
                ForTarget(finding.Path, () => Mend(session, id, finding));
            return true;
        });
    }

    // Read anew for each: the one before has changed the tree.
    private void Mend(ZkSession session, string id, HaFinding finding)
    {
        var report = Check(session, id);
        if (report.Findings.FirstOrDefault(other => other.Kind == finding.Kind && other.Path == finding.Path) is not { } still)
            return;
        if (LeaderRestart.Mends(still.Kind))
        {
            Restart(session, id, report, still);
            return;
        }
        var repair = HaRepair.Plan(report, still);
        if (!ShouldProcess(still.Path, repair.Action))
            return;
        // A cluster that is gone may have left files.
        var file = report.Snapshot.Node.Presence == Presence.Absent ? null : Read(session, token => _backup!.KeepAsync(session, repair.Top, token));
        var copy = repair.File is { } removed ? _backup!.KeepFile(removed) : null;
        Read(session, async token =>
        {
            await repair.ApplyAsync(session.Client, token).ConfigureAwait(false);
            return true;
        });
        WriteObject(new FlinkHaRepair(id, FlinkRoot, still.Kind, still.Path, repair.Action, file ?? copy!, session));
    }

    private void Restart(ZkSession session, string id, HaReport report, HaFinding finding)
    {
        var restart = Plan(session, id, report, finding);
        if (!ShouldProcess(finding.Path, restart.Action))
            return;
        // While somebody thought about the answer it may have been restarted: then it has a place, and is not to be ended.
        report = Check(session, id);
        if (report.Findings.FirstOrDefault(other => other.Kind == finding.Kind && other.Path == finding.Path) is not { } still)
        {
            WriteVerbose($"{id}: there is no finding {finding.Kind} of '{finding.Path}' any more.");
            return;
        }
        var again = Plan(session, id, report, still);
        if (again.ProcessId != restart.ProcessId)
            throw new HaRepairException(HaRepairProblem.Moved, finding.Path, string.Create(CultureInfo.InvariantCulture, $"It is process {again.ProcessId} by now that leads without a place in the latch, not {restart.ProcessId}."));
        Wait(async token => await again.ApplyAsync(session.Client.TimeProvider, token).ConfigureAwait(false));
        WriteObject(new FlinkHaRepair(id, FlinkRoot, still.Kind, still.Path, again.Action, null, session));
    }

    private LeaderRestart Plan(ZkSession session, string id, HaReport report, HaFinding finding)
    {
        var paths = new HaPaths(id, FlinkRoot);
        // The newest: of one that was started anew under its id, the older has no processes any more.
        var local = RunspaceClusters.Current.Local.All().LastOrDefault(local => local.Session == session && local.Paths == paths)?.Cluster;
        return Wait(async token => await LeaderRestart.PlanAsync(report, finding, () => LostProcesses.Find(paths, session.Client.ConnectionString, DependencyContext.Yaml), local, token).ConfigureAwait(false));
    }
}
