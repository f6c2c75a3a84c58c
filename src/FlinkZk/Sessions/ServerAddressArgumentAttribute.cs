namespace FlinkZk;

/// <summary>Takes a server of this process, or a session, for the connection string that it has: the text of the object says more than that.</summary>
internal sealed class ServerAddressArgumentAttribute : ItemArgumentAttribute
{
    /// <inheritdoc/>
    protected override object Read(object item) => Bare(item) switch
    {
        ZkEmbeddedServer server => server.ConnectionString,
        ZkSession session => session.ConnectionString,
        _ => item,
    };
}
