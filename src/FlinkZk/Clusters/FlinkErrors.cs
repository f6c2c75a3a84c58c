using System.Management.Automation;
using FlinkZk.Clusters.Http;

namespace FlinkZk;

/// <summary>What a Flink cluster refuses, or does not answer: the error's id is Flink and the problem's name.</summary>
internal sealed class FlinkErrors : IErrorTable
{
    public FlinkZkException? Explain(Exception exception) => exception is FlinkException failed
        ? new($"Flink{failed.Problem}", Category(failed.Problem), Message(failed), failed.HowToSee ?? failed.Hint ?? Action(failed.Problem), failed)
        : null;

    private static string Message(FlinkException failed) => failed.Message + (failed.Savepoint is { } path ? $" The savepoint was written: {path}" : "");

    private static ErrorCategory Category(FlinkProblem problem) => problem switch
    {
        FlinkProblem.NotReached => ErrorCategory.ConnectionError,
        FlinkProblem.Timeout => ErrorCategory.OperationTimeout,
        FlinkProblem.Tls => ErrorCategory.SecurityError,
        FlinkProblem.Denied => ErrorCategory.PermissionDenied,
        FlinkProblem.ForeignAnswer => ErrorCategory.InvalidData,
        FlinkProblem.AnswerTooLarge => ErrorCategory.LimitsExceeded,
        FlinkProblem.JobNotFound or FlinkProblem.SnapshotNotFound or FlinkProblem.TriggerNotFound or FlinkProblem.JarNotFound or FlinkProblem.TaskManagerNotFound or FlinkProblem.SqlSessionNotFound or FlinkProblem.SavepointNotFound => ErrorCategory.ObjectNotFound,
        FlinkProblem.JobExists => ErrorCategory.ResourceExists,
        FlinkProblem.SavepointFolderMissing or FlinkProblem.BadRequest => ErrorCategory.InvalidArgument,
        FlinkProblem.SavepointNeeded => ErrorCategory.ResourceBusy,
        FlinkProblem.NotSupported or FlinkProblem.CanonicalNotPossible => ErrorCategory.NotImplemented,
        _ => ErrorCategory.InvalidOperation,
    };

    private static string Action(FlinkProblem problem) => problem switch
    {
        FlinkProblem.NotReached => "Check the address, and that a JobManager, or a SQL gateway, runs there. Get-FlinkLeader shows who leads, with -Wait the next one; Test-FlinkHa tells what keeps one from it. Connect-Flink -Timeout tries longer.",
        FlinkProblem.Timeout => "The JobManager is busy, or the leader has just died: Get-FlinkLeader shows who leads, Test-FlinkHa what is wrong with it. Try again, or give Connect-Flink a longer -Timeout.",
        FlinkProblem.Tls => "Connect-Flink -CaPath names the authorities to trust, -Certificate who you are. The certificate must be for the name connected to.",
        FlinkProblem.Denied => "Connect-Flink -Credential or -Token says who you are.",
        FlinkProblem.ForeignAnswer => "Check the address: it is that of a JobManager's REST server, by default port 8081.",
        FlinkProblem.AnswerTooLarge => "Ask for less: a name, or a job.",
        FlinkProblem.JobNotFound => "Get-FlinkJob lists the jobs. A new leader has forgotten those that had ended.",
        FlinkProblem.JobExists => "Get-FlinkJob shows it. Without -JobId a job gets an id of its own.",
        FlinkProblem.JobEnded => "Get-FlinkJob shows how it ended.",
        FlinkProblem.JobRuns => "It would run twice. Stop-FlinkJob stops it with a savepoint, which Start-FlinkJob takes from the pipeline.",
        FlinkProblem.SnapshotNotFound => "Nothing was started. Where you know one that is good, name it with -FromSavepoint; without either the job starts with no state.",
        FlinkProblem.TriggerNotFound => "Get-FlinkCheckpoint shows the savepoints of the job.",
        FlinkProblem.JarNotFound => "A jar lies with the JobManager that took it, and is gone with that: publish it again.",
        FlinkProblem.TaskManagerNotFound => "Get-FlinkTaskManager lists them.",
        FlinkProblem.ProgramFailed => "The message is the program's own: check class, arguments and jar.",
        FlinkProblem.SavepointFolderMissing => "Name a folder with -Path, or set execution.checkpointing.savepoint-dir in the cluster's configuration.",
        FlinkProblem.SavepointFailed => "Check that JobManagers and TaskManagers can write there, and that all tasks run (Get-FlinkJob).",
        FlinkProblem.CheckpointFailed => "Get-FlinkException and the JobManager's log say more; check that all tasks run (Get-FlinkJob), and that the place for checkpoints can be written to.",
        FlinkProblem.SavepointNotFound => "Get-FlinkSavepoint lists those that there are.",
        FlinkProblem.SavepointNeeded => "Nothing was removed. -Force removes it all the same.",
        FlinkProblem.SqlFailed => "The statement is at fault, or what it works on; the gateway's log says more.",
        FlinkProblem.SqlSessionNotFound => "The gateway closed the session, or was started anew: its tables and settings are gone. New-FlinkSqlSession opens another.",
        FlinkProblem.SqlResultNotJson => "Cast the keys of the map to STRING.",
        FlinkProblem.NotSupported => "A newer Flink, or another scheduler, is needed for it.",
        _ => "The JobManager's log says more.",
    };
}
