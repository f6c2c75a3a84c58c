namespace FlinkZk.Clusters.Upgrades;

/// <summary>Why a change of a job was not made, or is not over.</summary>
public enum FlinkUpgradeProblem
{
    /// <summary>Not all tasks of the old job run: it cannot be stopped with a savepoint. Nothing was changed.</summary>
    NotReady,

    /// <summary>Parts of the running job are not in the plan of the new jar, so that their state would have nobody to go to. Nothing was changed.</summary>
    StateMayNotFit,

    /// <summary>Another change is under way.</summary>
    UnderWay,

    /// <summary>No change is under way.</summary>
    NotUnderWay,

    /// <summary>The file of a jar is not the one that the change was begun with.</summary>
    JarChanged,

    /// <summary>The old job has ended, and its savepoint is not to be found.</summary>
    SavepointUnknown,

    /// <summary>It was stopped by an error that says nothing about the job: it can be gone on with.</summary>
    Interrupted,

    /// <summary>The lock was lost: somebody else may go on with it.</summary>
    LockLost,

    /// <summary>The new job is not stable, and there is nothing to go back to.</summary>
    NotStable,

    /// <summary>The old jar could not be started again.</summary>
    RollbackFailed,

    /// <summary>The job does not come to run with another parallelism, and keeps the one that it had.</summary>
    NotRescaled,

    /// <summary>What ZooKeeper holds of it is not what was written there.</summary>
    Unreadable,

    /// <summary>There are not enough slots for the parallelism that is asked for. Nothing was changed.</summary>
    SlotsMissing,

    /// <summary>Somebody else has started a job of that name meanwhile: a second one beside it would do its work twice.</summary>
    RunsAlready,

    /// <summary>What ZooKeeper holds of it was written by a newer version.</summary>
    Newer,

    /// <summary>Somebody has stopped or cancelled the job while it was watched. It is left so, and the change is over.</summary>
    EndedByHand,

    /// <summary>Secrets are needed that ZooKeeper does not keep. Nothing was done.</summary>
    SecretsMissing,
}
