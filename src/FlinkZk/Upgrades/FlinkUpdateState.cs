namespace FlinkZk;

/// <summary>How a change of a job ended.</summary>
public enum FlinkUpdateState
{
    /// <summary>The job runs as it was wanted.</summary>
    Updated,

    /// <summary>The job runs as it ran before.</summary>
    RolledBack,
}
