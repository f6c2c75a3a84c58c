namespace FlinkZk.Clusters.Model;

/// <summary>What this machine sees of a savepoint's files.</summary>
public enum FlinkSavepointState
{
    /// <summary>It does not see where they lie: that it is there is the cluster's word.</summary>
    Unseen,

    /// <summary>Its <c>_metadata</c>, which Flink writes last.</summary>
    Complete,

    /// <summary>Files without a <c>_metadata</c>: it is under way, or was never finished. No job starts from it.</summary>
    Unfinished,

    /// <summary>None.</summary>
    Gone,
}
