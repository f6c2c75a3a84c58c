namespace FlinkZk.Clusters.Model;

/// <summary>What a leading process publishes, each with an address of its own.</summary>
public enum ComponentKind
{
    /// <summary>The REST server: what clients need.</summary>
    RestServer,

    /// <summary>The dispatcher.</summary>
    Dispatcher,

    /// <summary>The resource manager.</summary>
    ResourceManager,

    /// <summary>The master of one job.</summary>
    Job,

    /// <summary>A name that no known version of Flink uses.</summary>
    Other,
}
