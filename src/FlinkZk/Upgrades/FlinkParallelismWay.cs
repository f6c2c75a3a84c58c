namespace FlinkZk;

/// <summary>How a job came to another parallelism.</summary>
public enum FlinkParallelismWay
{
    /// <summary>It had it already.</summary>
    Unchanged,

    /// <summary>By the adaptive scheduler: the job goes on under its id.</summary>
    InPlace,

    /// <summary>By a savepoint, and a start from it under a new id.</summary>
    Restarted,
}
