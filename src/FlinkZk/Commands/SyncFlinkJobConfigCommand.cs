using System.Management.Automation;
using FlinkZk.Clusters.Model;
using FlinkZk.Clusters.Upgrades;
using FlinkZk.Cmdlets;
using FlinkZk.Coordination;

namespace FlinkZk.Commands;

/// <summary>Puts the configuration that Set-ZkConfig keeps for a job into the job, which is started anew from a savepoint where it has to be.</summary>
[Cmdlet(VerbsData.Sync, "FlinkJobConfig", SupportsShouldProcess = true, DefaultParameterSetName = NameSet)]
[OutputType(typeof(FlinkConfigSync))]
public sealed class SyncFlinkJobConfigCommand : FlinkUpgradeCmdlet
{
    /// <summary>Where the job finds the values: among its program's arguments (--key value), or among Flink's settings for the job.</summary>
    [Parameter]
    public FlinkConfigTarget To { get; set; } = FlinkConfigTarget.Arguments;

    private protected override void Change(string job, FlinkJobSummary summary)
    {
        var (cluster, session) = (ActiveCluster, ActiveSession);
        var before = RecordedWithJar(job, Recorded(job, summary.Id), $"Its values come in by a start, for which its jar is needed: begin with Update-FlinkJob {JobNames.Quoted(job)} <jar> -PreviousJar <jar>.");
        var snapshot = Wait(async token => await session.Configuration.ReadAsync(job, token).ConfigureAwait(false));
        if (snapshot.Failures is [var failure, ..])
            throw failure.Exception;
        var wanted = ConfiguredDeployment.Of(before, Values(job, snapshot), snapshot.Revision, To == FlinkConfigTarget.Settings);
        var isSame = ConfiguredDeployment.IsSame(before, wanted);
        if (isSame && before.Revision == snapshot.Revision)
        {
            WriteObject(new FlinkConfigSync(cluster, job, FlinkConfigSyncState.Unchanged, summary.Id, before.Revision, snapshot.Revision, null));
            return;
        }
        if (!ShouldProcess($"{summary.Name} ({summary.Id})", isSame ? $"Record revision {snapshot.Revision}, which changes nothing for the job" : $"Stop the job with a savepoint, start it from that with revision {snapshot.Revision}"))
            return;
        if (isSame)
        {
            Work(job, (change, token) => change.RecordAsync(summary.Id, wanted, token));
            WriteObject(new FlinkConfigSync(cluster, job, FlinkConfigSyncState.Unchanged, summary.Id, before.Revision, snapshot.Revision, null));
            return;
        }
        var request = Request(summary.Id, wanted, before, before.SavepointFormat) with { ChecksPlan = false };
        var result = Work(job, (change, token) => change.RunAsync(request, token));
        WriteObject(new FlinkConfigSync(cluster, job, result.IsRolledBack ? FlinkConfigSyncState.RolledBack : FlinkConfigSyncState.Restarted, result.JobId, before.Revision, result.IsRolledBack ? before.Revision : snapshot.Revision, result.Record.Savepoint));
        if (result.IsRolledBack)
            throw RolledBack(job, result);
    }

    // Arguments and settings of a job are shown by Flink to whoever looks.
    private Dictionary<string, string> Values(string job, ConfigurationSnapshot snapshot)
    {
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var value in snapshot.Effective)
        {
            if (value.IsSecret)
                WriteWarning($"The secret '{value.Key}' of job '{job}' stays in ZooKeeper: Flink would show it. The job can read it there itself.");
            else
                values.Add(value.Key, ConfiguredDeployment.Text(value));
        }
        return values;
    }
}
