using FlinkZk.Wire;

namespace FlinkZk.Client;

#pragma warning disable CA1822, CA1801, IDE0060, CA1065
/// <summary>A view of a ZooKeeper session: everything below one root.</summary>
public sealed class ZkClient : IAsyncDisposable
{
    /// <summary>x</summary>
    public static ValueTask<ZkClient> ConnectAsync(ZkClientOptions options, CancellationToken cancellationToken = default) => throw new NotImplementedException();
    /// <summary>x</summary>
    public ConnectionString ConnectionString => throw new NotImplementedException();
    /// <summary>x</summary>
    public string Chroot => throw new NotImplementedException();
    /// <summary>x</summary>
    public long SessionId => throw new NotImplementedException();
    /// <summary>x</summary>
    public TimeSpan SessionTimeout => throw new NotImplementedException();
    /// <summary>x</summary>
    public string? Server => throw new NotImplementedException();
    /// <summary>x</summary>
    public string? ServerVersion => throw new NotImplementedException();
    /// <summary>x</summary>
    public SessionStatus Status => throw new NotImplementedException();
    /// <summary>x</summary>
    public CancellationToken Lost => throw new NotImplementedException();
    /// <summary>x</summary>
    public long SafeUntil => throw new NotImplementedException();
    /// <summary>x</summary>
    public TimeProvider TimeProvider => throw new NotImplementedException();
    /// <summary>x</summary>
    public long LastZxid => throw new NotImplementedException();
    /// <summary>x</summary>
    public ValueTask<SessionStatus> WaitForChangeAsync(long seenVersion, CancellationToken cancellationToken = default) => throw new NotImplementedException();
    /// <summary>x</summary>
    public ZkClient WithChroot(string path) => throw new NotImplementedException();
    /// <summary>x</summary>
    public ValueTask<CreatedNode> CreateAsync(string path, byte[]? data = null, CreateMode mode = CreateMode.Persistent, IReadOnlyList<Acl>? acl = null, TimeSpan? ttl = null, CancellationToken cancellationToken = default) => throw new NotImplementedException();
    /// <summary>x</summary>
    public ValueTask DeleteAsync(string path, int version = -1, CancellationToken cancellationToken = default) => throw new NotImplementedException();
    /// <summary>x</summary>
    public ValueTask<Stat?> ExistsAsync(string path, CancellationToken cancellationToken = default) => throw new NotImplementedException();
    /// <summary>x</summary>
    public ValueTask<NodeData> GetDataAsync(string path, CancellationToken cancellationToken = default) => throw new NotImplementedException();
    /// <summary>x</summary>
    public ValueTask<Stat> SetDataAsync(string path, byte[]? data, int version = -1, CancellationToken cancellationToken = default) => throw new NotImplementedException();
    /// <summary>x</summary>
    public ValueTask<NodeChildren> GetChildrenAsync(string path, CancellationToken cancellationToken = default) => throw new NotImplementedException();
    /// <summary>x</summary>
    public ValueTask SyncAsync(string path, CancellationToken cancellationToken = default) => throw new NotImplementedException();
    /// <summary>x</summary>
    public ValueTask<NodeAcl> GetAclAsync(string path, CancellationToken cancellationToken = default) => throw new NotImplementedException();
    /// <summary>x</summary>
    public ValueTask<Stat> SetAclAsync(string path, IReadOnlyList<Acl> acl, int version = -1, CancellationToken cancellationToken = default) => throw new NotImplementedException();
    /// <summary>x</summary>
    public ValueTask<IReadOnlyList<ZkOperationResult>> MultiAsync(IReadOnlyList<ZkOperation> operations, CancellationToken cancellationToken = default) => throw new NotImplementedException();
    /// <summary>x</summary>
    public ValueTask<IReadOnlyList<ZkReadResult>> MultiReadAsync(IReadOnlyList<ZkRead> reads, CancellationToken cancellationToken = default) => throw new NotImplementedException();
    /// <summary>x</summary>
    public ValueTask<IReadOnlyList<string>> GetEphemeralsAsync(string prefix = "/", CancellationToken cancellationToken = default) => throw new NotImplementedException();
    /// <summary>x</summary>
    public ValueTask<int> CountDescendantsAsync(string path, CancellationToken cancellationToken = default) => throw new NotImplementedException();
    /// <summary>x</summary>
    public ValueTask<IReadOnlyList<ClientId>> WhoAmIAsync(CancellationToken cancellationToken = default) => throw new NotImplementedException();
    /// <summary>x</summary>
    public ValueTask AddAuthAsync(AuthInfo auth, CancellationToken cancellationToken = default) => throw new NotImplementedException();
    /// <summary>x</summary>
    public ValueTask<TimeSpan> PingAsync(CancellationToken cancellationToken = default) => throw new NotImplementedException();
    /// <summary>x</summary>
    public ValueTask<(Stat? Stat, OneShotWatch Watch)> ExistsAndWatchAsync(string path, CancellationToken cancellationToken = default) => throw new NotImplementedException();
    /// <summary>x</summary>
    public ValueTask<(NodeData Node, OneShotWatch Watch)> GetDataAndWatchAsync(string path, CancellationToken cancellationToken = default) => throw new NotImplementedException();
    /// <summary>x</summary>
    public ValueTask<(NodeChildren Children, OneShotWatch Watch)> GetChildrenAndWatchAsync(string path, CancellationToken cancellationToken = default) => throw new NotImplementedException();
    /// <summary>x</summary>
    public ValueTask<NodeWatch> WatchAsync(string path, AddWatchMode mode, CancellationToken cancellationToken = default) => throw new NotImplementedException();
    /// <summary>The first identity that the session presents, as <c>scheme:user</c> without its proof; null for an anonymous session.</summary>
    public string? Identity => throw new NotImplementedException();
    /// <summary>Whether the server has a feature; false as long as <see cref="ServerVersion"/> is not known.</summary>
    public bool Supports(ServerFeature feature) => ServerFeatures.Has(ServerVersion, feature);
    /// <summary>x</summary>
    public ValueTask DisposeAsync() => throw new NotImplementedException();
}
