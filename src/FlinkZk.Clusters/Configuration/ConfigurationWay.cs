namespace FlinkZk.Clusters.Configuration;

/// <summary>How a file was changed.</summary>
public enum ConfigurationWay
{
    /// <summary>It was not: it is so already.</summary>
    Unchanged,

    /// <summary>A new file has taken its place in one step: whatever happens, it is as before or as it is to be.</summary>
    Replaced,

    /// <summary>It was written where it lies, with what it was beside it meanwhile.</summary>
    InPlace,

    /// <summary>It was written where it lies, in a folder where nothing may be put beside it.</summary>
    InPlaceAlone,
}
