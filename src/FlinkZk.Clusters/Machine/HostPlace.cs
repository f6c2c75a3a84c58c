namespace FlinkZk.Clusters.Machine;

/// <summary>Where an address that a process has published leads, seen from this machine.</summary>
public enum HostPlace
{
    /// <summary>To this machine, and from others, too.</summary>
    Here,

    /// <summary>To whatever machine one is on: the process may have run anywhere.</summary>
    Loopback,

    /// <summary>To another machine.</summary>
    Elsewhere,

    /// <summary>The name is not known here.</summary>
    Unknown,
}
