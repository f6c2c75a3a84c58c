namespace FlinkZk;

/// <summary>Whether somebody leads a Flink cluster.</summary>
public enum FlinkClusterState
{
    /// <summary>A leader has published the address of its REST server.</summary>
    Led,

    /// <summary>Nobody has published an address: between two leaders, or none of its processes runs.</summary>
    Electing,

    /// <summary>It cannot be read.</summary>
    Unknown,
}
