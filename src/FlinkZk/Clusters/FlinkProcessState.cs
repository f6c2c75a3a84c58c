namespace FlinkZk;

/// <summary>What a process of a cluster is doing.</summary>
public enum FlinkProcessState
{
    /// <summary>It runs.</summary>
    Running,

    /// <summary>It was ended.</summary>
    Ended,

    /// <summary>It ended by itself, or somebody else ended it.</summary>
    Failed,
}
