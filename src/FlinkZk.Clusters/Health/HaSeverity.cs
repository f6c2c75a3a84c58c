namespace FlinkZk.Clusters.Health;

/// <summary>How much a finding matters.</summary>
public enum HaSeverity
{
    /// <summary>Worth knowing; nothing is wrong.</summary>
    Information,

    /// <summary>It cannot be told: something could not be read.</summary>
    Unknown,

    /// <summary>It costs something if another thing happens.</summary>
    Warning,

    /// <summary>A job does not run, or the next failover loses state or the cluster.</summary>
    Error,
}
