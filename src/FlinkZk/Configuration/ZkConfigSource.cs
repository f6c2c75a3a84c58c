namespace FlinkZk;

/// <summary>Where a value that holds for a job comes from.</summary>
public enum ZkConfigSource
{
    /// <summary>The job itself; there is no default of the key.</summary>
    Job,

    /// <summary>The defaults.</summary>
    Default,

    /// <summary>The job itself, which covers a default.</summary>
    JobOverDefault,
}
