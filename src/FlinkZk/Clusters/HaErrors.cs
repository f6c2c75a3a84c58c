using System.Management.Automation;
using FlinkZk.Clusters.Health;

namespace FlinkZk;

/// <summary>Why high-availability data were not changed.</summary>
internal sealed class HaErrors : IErrorTable
{
    public FlinkZkException? Explain(Exception exception) => exception is HaRepairException refused ? Explain(refused) : null;

    private static FlinkZkException Explain(HaRepairException refused)
    {
        var (id, category, action) = refused.Problem switch
        {
            HaRepairProblem.Alive => ("FlinkClusterAlive", ErrorCategory.ResourceBusy, "Nothing was changed. Stop all JobManagers of the cluster first, or wait until the session of one that died has ended."),
            HaRepairProblem.Unknown => ("HaDataUnknown", ErrorCategory.ResourceUnavailable, "Nothing was changed. Do it with an identity that may read all of the cluster, on a machine that sees its storage directory."),
            HaRepairProblem.Moved => ("HaDataMoved", ErrorCategory.InvalidOperation, "What the last transaction was to do was not done. Test-FlinkHa reads it anew; then try again."),
            HaRepairProblem.Foreign => ("HaDataForeign", ErrorCategory.InvalidData, "Nothing was changed. Find out who made it, and remove it with Remove-ZkNode; then try again."),
            HaRepairProblem.HasJobs => ("FlinkJobsWaiting", ErrorCategory.InvalidOperation, "Nothing was removed. Start a JobManager and stop the jobs with savepoints; -Force removes them."),
            _ => ("FindingNotMendable", ErrorCategory.NotImplemented, "Nothing was changed. Test-FlinkHa | Format-List says in Repair what to do."),
        };
        return new(id, category, refused.Message, action, refused);
    }
}
