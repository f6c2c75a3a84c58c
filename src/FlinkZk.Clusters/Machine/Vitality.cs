namespace FlinkZk.Clusters.Machine;

/// <summary>Whether a process lives.</summary>
public enum Vitality
{
    /// <summary>Proved: it has ended.</summary>
    Dead,

    /// <summary>It lives, or somebody in its place.</summary>
    Alive,

    /// <summary>It cannot be told from here.</summary>
    Unknown,
}
