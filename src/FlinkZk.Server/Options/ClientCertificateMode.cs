namespace FlinkZk.Server.Options;

/// <summary>What a TLS port asks of clients (ZooKeeper's ssl.clientAuth).</summary>
public enum ClientCertificateMode
{
    /// <summary>A certificate is asked for, and without one that is trusted there is no connection.</summary>
    Need,

    /// <summary>A certificate is asked for: who shows a trusted one has its identity, who shows none is let in without.</summary>
    Want,

    /// <summary>No certificate is asked for.</summary>
    None,
}
