namespace FlinkZk.Clusters.Model;

/// <summary>How a savepoint is written.</summary>
public enum FlinkSavepointFormat
{
    /// <summary>The same for all state backends: it can be changed and moved between them. Not every state can be written so.</summary>
    Canonical,

    /// <summary>As the state backend keeps it: faster, and for that backend only.</summary>
    Native,
}
