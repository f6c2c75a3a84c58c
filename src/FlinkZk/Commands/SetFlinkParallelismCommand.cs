using System.Management.Automation;
using FlinkZk.Clusters.Model;
using FlinkZk.Cmdlets;

namespace FlinkZk.Commands;

/// <summary>Changes the parallelism of running jobs: in place where their scheduler is the adaptive one, else by a savepoint and a start from it.</summary>
[Cmdlet(VerbsCommon.Set, "FlinkParallelism", SupportsShouldProcess = true, DefaultParameterSetName = NameSet)]
[OutputType(typeof(FlinkParallelism))]
public sealed class SetFlinkParallelismCommand : FlinkUpgradeCmdlet
{
    /// <summary>How many of each part of the job are to run side by side, as far as its state can be spread.</summary>
    [Parameter(Mandatory = true, Position = 1)]
    [ValidateRange(1, 32768)]
    public int Parallelism { get; set; }

    /// <summary>Does it only in place, and never restarts the job.</summary>
    [Parameter]
    public SwitchParameter InPlace { get; set; }

    /// <summary>Does not count slots first: where TaskManagers come as they are needed. Elsewhere a job that finds too few is stopped for nothing.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    private protected override void Change(string job, FlinkJobSummary summary)
    {
        if (!ShouldProcess($"{summary.Name} ({summary.Id})", $"Set the parallelism to {Parallelism}{(InPlace ? ", in place" : ", in place or else with a savepoint and a start from it")}"))
            return;
        var cluster = ActiveCluster;
        var (wanted, timeout, isForced) = (Parallelism, (TimeSpan)StableTimeout, (bool)Force);
        var unwritten = $"A parallelism of {wanted} may have been asked for, and stays so: Get-FlinkJob {JobNames.Quoted(summary.Name)} shows what it runs with. Set-FlinkParallelism asks for another.";
        if (Work(job, (change, token) => change.RescaleAsync(summary.Id, wanted, timeout, isForced, token), unwritten) is { } rescaled)
        {
            WriteObject(new FlinkParallelism(cluster, job, rescaled.Before == rescaled.After ? FlinkParallelismWay.Unchanged : FlinkParallelismWay.InPlace, summary.Id, summary.Id, rescaled.Before, rescaled.After, null));
            return;
        }
        if (InPlace)
            throw new FlinkZkException("FlinkNotSupported", ErrorCategory.NotImplemented, $"The scheduler of the job '{job}' does not change its parallelism in place.", "Nothing was changed. Without -InPlace it is stopped with a savepoint, and started from it; jobmanager.scheduler: adaptive is the one that can.");
        Restart(cluster, job, summary);
    }

    private void Restart(FlinkConnection cluster, string job, FlinkJobSummary summary)
    {
        var before = RecordedWithJar(job, Recorded(job, summary.Id), $"Its scheduler does not do it in place, and to start it anew its jar is needed: Update-FlinkJob {JobNames.Quoted(job)} <jar> -PreviousJar <jar> -Parallelism {Parallelism}, with the jar that it runs.");
        var had = Largest(cluster, summary.Id);
        if (had == Parallelism && (before.Parallelism ?? had) == Parallelism)
        {
            WriteObject(new FlinkParallelism(cluster, job, FlinkParallelismWay.Unchanged, summary.Id, summary.Id, had, had, null));
            return;
        }
        var request = Request(summary.Id, before with { Parallelism = Parallelism }, before, before.SavepointFormat) with { ChecksPlan = false, ChecksSlots = !Force };
        var result = Work(job, (change, token) => change.RunAsync(request, token));
        var has = Largest(cluster, result.JobId);
        WriteObject(new FlinkParallelism(cluster, job, FlinkParallelismWay.Restarted, summary.Id, result.JobId, had, has, result.Record.Savepoint));
        if (result.IsRolledBack)
            throw RolledBack(job, result);
        if (has != Parallelism)
            WriteWarning($"The job '{job}' runs with a parallelism of {has}: its program says so itself, or its state cannot be spread further.");
    }

    private int Largest(FlinkConnection cluster, string id) => (int)(Wait(async token => await cluster.Client.JobAsync(id, token).ConfigureAwait(false)).Vertices?.Max(vertex => vertex.Parallelism) ?? 0);
}
