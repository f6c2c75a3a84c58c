namespace FlinkZk;

/// <summary>Beside whom a job lock is held.</summary>
public enum FlinkJobLockMode
{
    /// <summary>Nobody.</summary>
    Exclusive,

    /// <summary>Any number of others who hold it shared.</summary>
    Shared,

    /// <summary>So many in all.</summary>
    Counted,
}
