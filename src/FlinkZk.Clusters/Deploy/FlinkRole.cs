namespace FlinkZk.Clusters.Deploy;

/// <summary>What a process of Flink is for.</summary>
public enum FlinkRole
{
    /// <summary>Leads the cluster, or stands by.</summary>
    JobManager,

    /// <summary>Runs the tasks of jobs.</summary>
    TaskManager,
}
