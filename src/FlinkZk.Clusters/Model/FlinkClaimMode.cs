namespace FlinkZk.Clusters.Model;

/// <summary>Whose a savepoint or checkpoint is, once a job has started from it.</summary>
public enum FlinkClaimMode
{
    /// <summary>It stays as it is, and stays its owner's.</summary>
    NoClaim,

    /// <summary>It becomes the job's: Flink removes it when the job needs it no more.</summary>
    Claim,

    /// <summary>As before 1.15: the job may go on using its files, and nobody removes them.</summary>
    Legacy,
}
