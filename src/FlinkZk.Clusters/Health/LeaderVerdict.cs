namespace FlinkZk.Clusters.Health;

/// <summary>Whether the REST server that a leader has published answers as a leader's.</summary>
public enum LeaderVerdict
{
    /// <summary>It does.</summary>
    Leads,

    /// <summary>Proved: it does not.</summary>
    DoesNotLead,

    /// <summary>It cannot be told from here.</summary>
    Unknown,
}
