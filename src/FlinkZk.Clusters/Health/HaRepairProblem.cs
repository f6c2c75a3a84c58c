namespace FlinkZk.Clusters.Health;

/// <summary>Why high-availability data are not changed.</summary>
public enum HaRepairProblem
{
    /// <summary>A process of the cluster lives: it would not see the change, or undo it.</summary>
    Alive,

    /// <summary>What has to be known first is not.</summary>
    Unknown,

    /// <summary>Something changed since it was read.</summary>
    Moved,

    /// <summary>Not by a change of nodes: the finding says what to do.</summary>
    NotMendable,

    /// <summary>Jobs would be lost.</summary>
    HasJobs,

    /// <summary>A node that no process made stands where processes have theirs: it would keep the change back for good.</summary>
    Foreign,
}
