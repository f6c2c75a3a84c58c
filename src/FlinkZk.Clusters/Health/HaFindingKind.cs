namespace FlinkZk.Clusters.Health;

/// <summary>What can be wrong with a cluster's high-availability data.</summary>
public enum HaFindingKind
{
    /// <summary>Something could not be read: whether it is as it should be cannot be told.</summary>
    NotReadable,

    /// <summary>The tree is as Flink before 1.15 laid it out.</summary>
    OldLayout,

    /// <summary>A name that Flink gives no such node.</summary>
    OddName,

    /// <summary>Nobody leads, none of its processes is in the latch, and jobs wait.</summary>
    NoLeader,

    /// <summary>A JobManager of this machine is configured for the cluster, and has neither a place in the latch nor an address.</summary>
    ProcessLost,

    /// <summary>Processes are in the latch, and none has published an address.</summary>
    LatchUnpublished,

    /// <summary>Who published is dead, and its session has not ended yet.</summary>
    LeaderDead,

    /// <summary>Who published is not in the latch, and others are: two processes lead.</summary>
    SplitLeadership,

    /// <summary>Who published is not in the latch, where nobody is.</summary>
    LeaderWithoutLatch,

    /// <summary>Who published is in the latch, behind another.</summary>
    LeaderNotFirst,

    /// <summary>A process is in the latch twice.</summary>
    LatchTwice,

    /// <summary>What leads was published under several grants, or by several processes.</summary>
    SeveralGrants,

    /// <summary>An address is written again and again.</summary>
    Flapping,

    /// <summary>An address cannot be read.</summary>
    AddressUnreadable,

    /// <summary>An address is one of the publishing machine alone.</summary>
    AddressLocal,

    /// <summary>The leader publishes its REST server, and not all that it leads.</summary>
    ComponentUnpublished,

    /// <summary>Nothing is left but empty nodes.</summary>
    ClusterEmpty,

    /// <summary>A plan, or application, that Flink ignores: its node has no child.</summary>
    PlanIgnored,

    /// <summary>The bytes of a plan's, or application's, node cannot be read.</summary>
    PlanUnreadable,

    /// <summary>Nobody holds a plan although a leader lives.</summary>
    PlanUnheld,

    /// <summary>A plan of Flink 1.x in a cluster that Flink 2.x uses.</summary>
    PlanOfOtherVersion,

    /// <summary>The file of a plan, or application, is gone.</summary>
    PlanFileMissing,

    /// <summary>A job is to run, and no master of it leads.</summary>
    JobWithoutMaster,

    /// <summary>A job's master leads, and there is no plan of it.</summary>
    MasterWithoutPlan,

    /// <summary>A job has the id of 32 zeros.</summary>
    ZeroJobId,

    /// <summary>Several clusters have a plan of one job.</summary>
    JobInSeveralClusters,

    /// <summary>A job is to run, made checkpoints, and none of them can be restored.</summary>
    NoCheckpoint,

    /// <summary>A checkpoint that Flink ignores: its node has no child.</summary>
    CheckpointIgnored,

    /// <summary>The bytes, or the name, of a checkpoint's node cannot be read.</summary>
    CheckpointUnreadable,

    /// <summary>The file of a checkpoint is gone.</summary>
    CheckpointFileMissing,

    /// <summary>Checkpoints were not made in the order of their numbers.</summary>
    CheckpointOrder,

    /// <summary>Checkpoints of a job that is not to run.</summary>
    OrphanedCheckpoints,

    /// <summary>The counter is not above the checkpoints that there are.</summary>
    CounterBehind,

    /// <summary>There are checkpoints and no counter.</summary>
    CounterMissing,

    /// <summary>The bytes of the counter cannot be read.</summary>
    CounterUnreadable,

    /// <summary>A lock that does not go with a session.</summary>
    LockPersistent,

    /// <summary>Locks of a session that neither leads nor stands by.</summary>
    LockOfStranger,

    /// <summary>A file has another size than its pointer says.</summary>
    FileDamaged,

    /// <summary>Files that cannot be looked at from this machine.</summary>
    FilesUnseen,

    /// <summary>Results of jobs that have ended cannot be looked at from this machine.</summary>
    ResultsUnseen,

    /// <summary>The storage directory is on a disk of this machine, and several processes need it.</summary>
    StorageLocal,

    /// <summary>A job's result was never cleaned up.</summary>
    DirtyResult,

    /// <summary>A job that is to run has a result that says it has ended.</summary>
    JobAlreadyEnded,

    /// <summary>Results of applications, in a cluster that runs nothing.</summary>
    ApplicationAlreadyEnded,

    /// <summary>The REST server that the leader has published does not answer as a leader's.</summary>
    LeaderNotAnswering,

    /// <summary>Whether the leader's REST server does its work cannot be told from this machine.</summary>
    LeaderUnasked,
}
