namespace FlinkZk.Client;

/// <summary>What a server can do only from some version on. Chosen by version, never tried: an unknown operation closes the connection.</summary>
public enum ServerFeature
{
    /// <summary>Container nodes, from 3.5.1.</summary>
    Containers,
    /// <summary>Persistent and recursive watches, from 3.6.0.</summary>
    PersistentWatches,
    /// <summary>Several reads in one request, from 3.6.0.</summary>
    MultiRead,
    /// <summary>whoAmI, from 3.7.0.</summary>
    WhoAmI,
}
