using System.Globalization;
using System.Management.Automation;
using FlinkZk.Clusters.Health;
using FlinkZk.Clusters.Model;
using FlinkZk.Cmdlets;

namespace FlinkZk.Commands;

/// <summary>Judges what Flink clusters keep in ZooKeeper: one object for each thing that is wrong, with what it will cost and what to do. Nothing wrong, nothing given.</summary>
[Cmdlet(VerbsDiagnostic.Test, "FlinkHa")]
[OutputType(typeof(FlinkHaFinding), typeof(bool))]
public sealed class TestFlinkHaCommand : FlinkHealthCmdlet
{
    private readonly List<(ZkSession Session, string Id, string Root, HaReport Report)> _judged = [];

    private bool _isWell = true;

    /// <summary>Gives only whether there is at least one cluster and all are well: no error, no warning, nothing unknown.</summary>
    [Parameter]
    public SwitchParameter Quiet { get; set; }

    /// <inheritdoc/>
    protected override void Process() => ForEachCluster((session, id) =>
    {
        var report = Check(session, id);
        // A process may be there still, and its node not.
        if (report is { Snapshot.Node.Presence: Presence.Absent, Findings.Count: 0 })
            return false;
        _judged.Add((session, id, FlinkRoot, report));
        WriteVerbose(string.Create(CultureInfo.InvariantCulture,
            $"{id}: {report.Snapshot.Plans.Count():N0} {(report.Snapshot.Plans.Count() == 1 ? "plan" : "plans")} and {(report.Snapshot.Jobs.Value ?? []).Sum(job => job.Checkpoints.Value?.Count ?? 0):N0} checkpoints judged, {report.Findings.Count:N0} {(report.Findings.Count == 1 ? "finding" : "findings")}."));
        Write(session, id, FlinkRoot, report.Findings);
        return true;
    });

    /// <inheritdoc/>
    protected override void End()
    {
        foreach (var ensemble in _judged.DistinctBy(item => (item.Session, item.Report.Snapshot.Path)).GroupBy(item => item.Session))
        {
            var byPath = ensemble.ToDictionary(item => item.Report.Snapshot.Path);
            foreach (var finding in HaCheck.Compare([.. ensemble.Select(item => item.Report)]))
                Write(ensemble.Key, byPath[finding.Cluster].Id, byPath[finding.Cluster].Root, [finding]);
        }
        if (Quiet)
            WriteObject(_isWell && _judged.Count > 0);
    }

    private protected override void BeforeError(ErrorRecord record)
    {
        // What could not be judged is not well.
        _isWell = false;
        base.BeforeError(record);
    }

    private void Write(ZkSession session, string id, string root, IEnumerable<HaFinding> findings)
    {
        foreach (var finding in findings)
        {
            _isWell &= finding.Severity == HaSeverity.Information;
            if (!Quiet)
                WriteObject(new FlinkHaFinding(id, root, finding, ConfigFile is { Length: > 0 } ? null : NamedStorage()?.Folder, FullPath(ConfigFile is { Length: > 0 } ? ConfigFile : null), session));
        }
    }
}
