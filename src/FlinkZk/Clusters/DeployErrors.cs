using System.Management.Automation;
using FlinkZk.Clusters.Deploy;

namespace FlinkZk;

/// <summary>Why a cluster was not started, or not stopped.</summary>
internal sealed class DeployErrors : IErrorTable
{
    public FlinkZkException? Explain(Exception exception) => exception is DeployException failed ? Explain(failed) : null;

    private static FlinkZkException Explain(DeployException failed)
    {
        var (id, category, action) = failed.Problem switch
        {
            DeployProblem.NoFlink => ("FlinkHomeNotFound", ErrorCategory.ObjectNotFound, "-FlinkHome names the folder that Flink's archive unpacks to, with bin and lib in it; without it the variable FLINK_HOME does."),
            DeployProblem.NoJava => ("JavaNotFound", ErrorCategory.NotInstalled, "Install a Java (17 for Flink 2), and name its folder with -JavaHome or JAVA_HOME."),
            DeployProblem.OldJava => ("JavaTooOld", ErrorCategory.NotInstalled, "Name the folder of a newer Java with -JavaHome or JAVA_HOME."),
            DeployProblem.BadConfiguration => ("FlinkConfigurationRefused", ErrorCategory.InvalidArgument, "Change what -Configuration says."),
            DeployProblem.ProcessEnded => ("FlinkProcessEnded", ErrorCategory.OperationStopped, "The other processes were ended, too. The whole log lies in that file."),
            DeployProblem.NotReady => ("FlinkClusterNotReady", ErrorCategory.OperationTimeout, "The processes were ended. Their logs say what they waited for; -Timeout waits longer."),
            DeployProblem.DirtyResult => ("FlinkResultDirty", ErrorCategory.InvalidData, "Nothing was started. Do that with a session to the cluster's ZooKeeper (Connect-Zk -Embedded where there is none yet), or move the file away if the job is to run on; then start again."),
            DeployProblem.Exists => ("FlinkClusterExists", ErrorCategory.ResourceExists, "Connect-Flink -ClusterId connects to it; -ClusterId starts another."),
            DeployProblem.HasStandbys => ("FlinkStandbysAlive", ErrorCategory.ResourceBusy, "Nothing was stopped. End the standbys where they run (bin/jobmanager.sh stop), then try again. With -Force they stay behind, without anything to lead."),
            DeployProblem.LeaderAlive => ("FlinkLeaderAlive", ErrorCategory.ResourceBusy, "Nothing was removed: with its nodes gone, two would lead and take turns for good. Switch-FlinkLeader hands over; one that hangs has to be ended first."),
            DeployProblem.LeaderUnknown => ("FlinkLeaderUnknown", ErrorCategory.ResourceUnavailable, "Nothing was done. Do it on the machine that it runs, or ran, on, as its user; Complete-FlinkFailover -ProcessId names a process that has ended there."),
            DeployProblem.NoLeader => ("FlinkNoLeader", ErrorCategory.ObjectNotFound, "Get-FlinkCluster shows who leads and who stands by; Test-FlinkHa judges it."),
            DeployProblem.NoStandby => ("FlinkNoStandby", ErrorCategory.ResourceUnavailable, "Start a second JobManager first. -Force ends the leader all the same."),
            DeployProblem.NextLeaderDies => ("FlinkNextLeaderDies", ErrorCategory.InvalidData, "Nothing was done: the present leader goes on. Test-FlinkHa | Format-List says in Repair how it is mended, before a leader ends. -Force ends this one all the same."),
            DeployProblem.NoApplications => ("FlinkApplicationNotSupported", ErrorCategory.NotImplemented, "Start a cluster without -Jar, and the job on it with Start-FlinkJob."),
            DeployProblem.ApplicationFailed => ("FlinkApplicationFailed", ErrorCategory.InvalidOperation, "The processes were ended; their logs stay. The message is Flink's or the program's own: check class, arguments and jar, and whether the savepoint is there and fits."),
            DeployProblem.Incomplete => ("FlinkClusterIncomplete", ErrorCategory.OperationTimeout, "What was started now was ended; what ran before runs on. Its log says why it did not come; -Timeout waits longer."),
            _ => ("FlinkStandbysUnknown", ErrorCategory.ResourceUnavailable, "Nothing was stopped. Connect with Connect-Flink -ClusterId, by an identity that may read the cluster; or -Force, if no standby lives."),
        };
        return new(id, category, failed.Message, action, failed);
    }
}
