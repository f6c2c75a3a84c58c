namespace FlinkZk.Clusters.Model;

/// <summary>What is known of a thing that was asked for. There is nothing else: who has no proof of absence says <see cref="Unknown"/>.</summary>
public enum Presence
{
    /// <summary>It is there.</summary>
    Present,

    /// <summary>It is proved not to be there: the server, caught up with its ensemble, said so.</summary>
    Absent,

    /// <summary>It may be there or not: it may not be read, or the connection was lost, or the server could not catch up.</summary>
    Unknown,
}
