using System.Management.Automation;
using FlinkZk.Clusters.Upgrades;

namespace FlinkZk;

/// <summary>Why a job was not changed, or is not yet.</summary>
internal sealed class UpgradeErrors : IErrorTable
{
    public FlinkZkException? Explain(Exception exception) => exception is FlinkUpgradeException failed ? Explain(failed) : null;

    /// <summary>What can be done about a change that is under way.</summary>
    public static string GoOn(string job) => $"Update-FlinkJob {JobNames.Quoted(job)} goes on with it, by whoever types that; Update-FlinkJob {JobNames.Quoted(job)} -Undo takes it back.";

    private static FlinkZkException Explain(FlinkUpgradeException failed)
    {
        var goOn = GoOn(failed.Job);
        var (id, category, action) = failed.Problem switch
        {
            FlinkUpgradeProblem.NotReady => ("FlinkJobNotReady", ErrorCategory.ResourceUnavailable, "Nothing was changed: a savepoint needs all tasks. Get-FlinkException shows what fails. A job that cannot be saved is replaced from its last checkpoint: Stop-FlinkJob -Force, if it retains its checkpoints, then Start-FlinkJob -FromLatest."),
            FlinkUpgradeProblem.StateMayNotFit => ("FlinkStateMayNotFit", ErrorCategory.InvalidData, "Nothing was changed. Give operators the uids that they had; -AllowNonRestoredState drops what nobody takes; -NoPlanCheck tries it, where only the way in which operators are chained has changed."),
            FlinkUpgradeProblem.UnderWay => ("FlinkChangeUnderWay", ErrorCategory.ResourceBusy, goOn),
            FlinkUpgradeProblem.NotUnderWay => ("FlinkChangeNotFound", ErrorCategory.ObjectNotFound, "Get-FlinkJob shows how it runs. -Jar names a jar to begin one with."),
            FlinkUpgradeProblem.JarChanged => ("FlinkJarChanged", ErrorCategory.InvalidArgument, $"Nothing was done. Name that jar with -Jar or -PreviousJar, wherever it lies by now; Update-FlinkJob {JobNames.Quoted(failed.Job)} -Undo takes the change back."),
            FlinkUpgradeProblem.SavepointUnknown => ("FlinkSavepointUnknown", ErrorCategory.ObjectNotFound, $"Look for it in the folder for savepoints, and name it: Update-FlinkJob {JobNames.Quoted(failed.Job)} -FromSavepoint <path>, with -Undo or without."),
            FlinkUpgradeProblem.Interrupted => ("FlinkChangeInterrupted", ErrorCategory.OperationStopped, goOn),
            FlinkUpgradeProblem.LockLost => ("LockLost", ErrorCategory.ResourceUnavailable, goOn),
            FlinkUpgradeProblem.NotRescaled => ("FlinkNotRescaled", ErrorCategory.ResourceUnavailable, "Get-FlinkTaskManager shows the slots; start more TaskManagers, or ask for less. -StableTimeout waits longer."),
            FlinkUpgradeProblem.SlotsMissing => ("FlinkSlotsMissing", ErrorCategory.ResourceUnavailable, "Get-FlinkTaskManager shows the slots; start more TaskManagers, or ask for less. -Force goes on all the same, where TaskManagers come as they are needed."),
            FlinkUpgradeProblem.NotStable => ("FlinkJobNotStable", ErrorCategory.InvalidResult, "Get-FlinkJob and Get-FlinkException show how it is. Start-FlinkJob -FromSavepoint starts another jar from the savepoint, once the job is stopped."),
            FlinkUpgradeProblem.RollbackFailed => ("FlinkRollbackFailed", ErrorCategory.InvalidResult, $"Update-FlinkJob {JobNames.Quoted(failed.Job)} tries it again, -PreviousJar with the jar where it lies by now, -FromSavepoint from another savepoint; with -Undo -NoRollback it gives the change up, and Start-FlinkJob -FromSavepoint starts the job by hand."),
            FlinkUpgradeProblem.RunsAlready => ("FlinkJobRunsAlready", ErrorCategory.ResourceExists, $"Nothing was started. Stop-FlinkJob stops that job, and the change can be gone on with or taken back; or it stays, and Update-FlinkJob {JobNames.Quoted(failed.Job)} -Undo -NoRollback gives the change up."),
            FlinkUpgradeProblem.EndedByHand => ("FlinkJobEndedByHand", ErrorCategory.OperationStopped, "Nothing was started again. Start-FlinkJob -FromSavepoint starts the new jar, or the old one, from the savepoint."),
            FlinkUpgradeProblem.SecretsMissing => ("FlinkSecretsMissing", ErrorCategory.InvalidArgument, $"Nothing was done. Update-FlinkJob {JobNames.Quoted(failed.Job)} takes them with -ArgumentList or -Configuration, each under its name."),
            FlinkUpgradeProblem.Newer => ("FlinkChangeNewer", ErrorCategory.NotImplemented, "A newer FlinkZk wrote it: go on with that one. Nothing was done."),
            _ => ("FlinkChangeUnreadable", ErrorCategory.InvalidData, "Somebody else wrote there: Get-ZkNode shows it, Remove-ZkNode takes it away."),
        };
        return new(id, category, failed.Message + (failed.Savepoint is { } path ? $" The savepoint: {path}" : ""), action, failed);
    }
}
