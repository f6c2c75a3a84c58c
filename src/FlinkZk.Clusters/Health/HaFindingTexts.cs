namespace FlinkZk.Clusters.Health;

/// <summary>What each kind of finding costs, and what to do about it. What is said of Flink was seen with 1.20 and 2.3, or stands in its source.</summary>
internal static class HaFindingTexts
{
    private const string Down = "With all JobManagers stopped: ";

    public static (string Cost, string Repair) Of(HaFindingKind kind) => kind switch
    {
        HaFindingKind.NotReadable => ("Nothing that depends on it was judged.", "Connect with an identity that may read it, or look again when ZooKeeper is well (Test-ZkServer)."),
        HaFindingKind.OldLayout => ("It was not judged: only what Flink 1.15 and later write is known here.", "Use the tools of that version; after an upgrade with a savepoint, remove the old nodes."),
        HaFindingKind.OddName => ("Flink did not make it; whatever reads the children of its parent meets it.", "Find out who made it, and remove it with Remove-ZkNode."),
        HaFindingKind.NoLeader => ("The jobs do not run. They start again, from their newest checkpoints, as soon as a JobManager of this cluster id starts.", "Start a JobManager. If the cluster is to stay down, keep in mind that its jobs come back with whoever takes its id."),
        HaFindingKind.ProcessLost => ("It neither leads nor stands by, whatever it answers: clients and TaskManagers do not find it, and its place does not come back. So it is after its nodes were removed while it took over, as a leader's shutdown over REST does.", "Restart that process."),
        HaFindingKind.LatchUnpublished => ("Nobody can reach the cluster, and its jobs do not run.", "Look at the log of the process that is first in the latch; restart it. If it is dead, its place goes with its session."),
        HaFindingKind.LeaderDead => ("The jobs do not run, and nobody takes over, until ZooKeeper ends the dead process's session (high-availability.zookeeper.client.session-timeout).", "Complete-FlinkFailover on this machine: a standby takes over at once."),
        HaFindingKind.LeaderNotAnswering => ("ZooKeeper names a leader that nobody can use: jobs cannot be seen, started or stopped, and no standby takes over as long as its session lives.", "Look at the log of that process, and restart it: a standby takes over, and jobs are restored from their newest checkpoints. Switch-FlinkLeader does it on its machine."),
        HaFindingKind.LeaderUnasked => ("Whether it does a leader's work was not judged.", "Run Test-FlinkHa where its address can be reached, or Connect-Flink first with what its server asks for (-Credential, -Token, -CaPath)."),
        HaFindingKind.SplitLeadership => ("Two processes lead and take turns in publishing, for good: clients meet either, jobs restart. So it is after somebody has deleted nodes of a leader that lived.", "Restart the process that published and is not in the latch: Repair-FlinkHa ends it on its machine. If it cannot be told, all but one."),
        HaFindingKind.LeaderWithoutLatch => ("It leads, but the next process that starts will lead as well.", "Restart it before another JobManager starts: Repair-FlinkHa ends it on its machine. Jobs are restored from their newest checkpoints."),
        HaFindingKind.LeaderNotFirst => ("Two processes may think that they lead.", "Look again in a minute: a change of leader passes through this. If it stays, restart the process that published."),
        HaFindingKind.LatchTwice => ("If its first node comes to the front, it may wait for itself, and nobody leads.", "Restart that process."),
        HaFindingKind.SeveralGrants => ("Two processes lead: parts of the cluster talk to one, parts to the other.", "Look again in a minute: a change of leader passes through this. If it stays, restart all JobManagers but one."),
        HaFindingKind.Flapping => ("Leadership changes all the time; jobs restart with it.", "Look for two processes that lead, for long pauses of the Java machine, and for an unstable network to ZooKeeper."),
        HaFindingKind.AddressUnreadable => ("Clients and TaskManagers do not find the leader.", "Restart the leader: it publishes anew."),
        HaFindingKind.AddressLocal => ("Clients and TaskManagers on other machines cannot reach it.", "Set jobmanager.rpc.address and rest.address to names that others can reach; *.bind-host says where it listens."),
        HaFindingKind.ComponentUnpublished => ("REST answers 503, and jobs cannot be managed.", "Look at the leader's log; restart it if this stays."),
        HaFindingKind.ClusterEmpty => ("Nothing: no job, no checkpoint is kept.", "Remove-FlinkHaData removes what is left."),
        HaFindingKind.PlanIgnored => ("Flink takes it as being deleted: the job is not recovered, although its checkpoints may be there.", Down + "Repair-FlinkHa adds the locks node that is missing. One whose file is gone is the rest of a removal."),
        HaFindingKind.PlanUnreadable => ("The next leader dies on it, again and again, and no job of the cluster runs.", Down + "Repair-FlinkHa removes it after a copy. Its checkpoints stay: start the job anew from the newest."),
        HaFindingKind.PlanUnheld => ("The leader has not taken it over: the job does not run.", "Look at the leader's log for the job's id; restart the leader."),
        HaFindingKind.PlanOfOtherVersion => ("Flink 2.x does not read it: the job is not recovered.", "Start the job from its checkpoint or a savepoint; then remove the node."),
        HaFindingKind.PlanFileMissing => ("The next leader dies on it, again and again, and no job of the cluster runs.", Down + "bring the file back, or Repair-FlinkHa removes the node after a copy. Its checkpoints stay: start the job anew from the newest."),
        HaFindingKind.JobWithoutMaster => ("The job does not run, or it cannot be managed.", "Look at the leader's log for the job's id."),
        HaFindingKind.MasterWithoutPlan => ("The job runs, and is not recovered after a failover.", "Stop it with a savepoint and start it again from there."),
        HaFindingKind.ZeroJobId => ("Other clusters may use the same id: their checkpoints then lie in one folder and overwrite each other.", "Set a job id of its own ($internal.pipeline.job-id, or the start command's --job-id)."),
        HaFindingKind.JobInSeveralClusters => ("Whichever cluster starts runs the job, also beside the other: two copies.", "Find out which is right; remove the plan, or the data, of the other with its JobManagers stopped."),
        HaFindingKind.NoCheckpoint => ("The job starts without its state, or from an old savepoint, and nothing says so.", "Before a JobManager starts: bring the checkpoints back, or stop the job's recovery and start it from a savepoint."),
        HaFindingKind.CheckpointIgnored => ("Flink takes it as being deleted and restores an older one, without a word.", Down + "Repair-FlinkHa adds the locks node that is missing. One whose file is gone is the rest of a removal."),
        HaFindingKind.CheckpointUnreadable => ("Flink skips it and restores the one before, without a word: what was processed since is processed again.", "Keep the files. " + Down + "import it from a copy; Repair-FlinkHa removes it after a copy if the older state is accepted."),
        HaFindingKind.CheckpointFileMissing => ("The next leader dies on it, also if it is an old one, again and again, and no job of the cluster runs.", Down + "bring the file back, or Repair-FlinkHa removes the pointer after a copy."),
        HaFindingKind.CheckpointOrder => ("The counter was set back: the next failover restores the highest number, which is not the newest.", "Stop the job with a savepoint and start it from there; that makes all numbers new."),
        HaFindingKind.OrphanedCheckpoints => ("Nothing recovers them by itself; they keep files of the storage directory.", "If the job is needed, start it from the newest of them. Otherwise Repair-FlinkHa removes them after a copy."),
        HaFindingKind.CounterBehind => ("New checkpoints get lower numbers, and the next failover takes the old, higher one as the newest.", Down + "Repair-FlinkHa sets it above the highest."),
        HaFindingKind.CounterMissing => ("Numbers begin at 1 again, and the next failover takes an old, higher checkpoint as the newest.", Down + "Repair-FlinkHa makes it, above the highest."),
        HaFindingKind.CounterUnreadable => ("The job cannot number its next checkpoint, or fails.", Down + "Repair-FlinkHa writes it anew, above the highest."),
        HaFindingKind.LockPersistent => ("It never goes: Flink can remove neither what it locks nor its file.", Down + "Repair-FlinkHa removes it."),
        HaFindingKind.LockOfStranger => ("A process that is cut off, or stopped, still holds what it had; nodes stay until its session ends.", "Find the process by its address; end it."),
        HaFindingKind.FileDamaged => ("The next leader may die on it, or restore something else.", "Bring the file back from a copy before a JobManager starts."),
        HaFindingKind.FilesUnseen => ("Whether they are still there was not judged.", "Run Test-FlinkHa on a machine that has the storage directory mounted."),
        HaFindingKind.ResultsUnseen => ("Whether one that was never cleaned up kills the next leader (DirtyResult) was not judged.", "Test-FlinkHa -StoragePath with the folder of high-availability.storageDir, or -ConfigFile, on a machine that has it mounted."),
        HaFindingKind.StorageLocal => ("If the JobManagers are on several machines, a standby does not find the files, and dies.", "Put high-availability.storageDir on storage that all JobManagers share."),
        HaFindingKind.DirtyResult => ("The next leader cleans the job up; Flink 2.3.0 dies on that of a job that failed before it was made, or whose leader was killed just as it ended, again and again.", Down + "Repair-FlinkHa removes it after a copy, and what the job that has ended left. Where the job is to run on, move the file away instead: it goes on from its newest checkpoint."),
        HaFindingKind.JobAlreadyEnded => ("The next leader takes the job as ended and does not recover it.", "If the job is to run, start it under a new id from its newest checkpoint. " + Down + "Repair-FlinkHa removes what it left, after a copy."),
        HaFindingKind.ApplicationAlreadyEnded => ("An application of an id that stands there is taken as ended, and does not start.", "Before the application's start: move the files away, or use another job-result-store path."),
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, null),
    };
}
