using FlinkZk.Clusters.Ha;
using FlinkZk.Clusters.Http;
using FlinkZk.Clusters.Jobs;
using FlinkZk.Clusters.Rest;
using FlinkZk.Clusters.Upgrades;

namespace FlinkZk;

/// <summary>A connection to a Flink cluster, as Connect-Flink makes it. Cmdlets about jobs take one as <c>-Cluster</c>; without it the runspace's last one is used.</summary>
public sealed class FlinkConnection : IShown
{
    // closeSession goes out and the server answers in a moment; one that is gone holds nothing up.
    private static readonly TimeSpan SessionDeadline = TimeSpan.FromSeconds(2);

    private readonly Uri[] _addresses;
    private readonly FlinkEndpoints _endpoints;
    private readonly Uri _first;
    private int _closed;

    internal FlinkConnection(int id, FlinkClient client, FlinkEndpoints endpoints, string version, Uri address, string? clusterId, Uri[] addresses, string? user)
    {
        (Id, Client, _endpoints, Version, _first, ClusterId, _addresses, User) = (id, client, endpoints, version, address, clusterId, addresses, user);
    }

    /// <summary>The number by which Get-FlinkConnection and Disconnect-Flink know it.</summary>
    public int Id { get; }

    /// <summary>The version of Flink, as it was when it was connected to.</summary>
    public string Version { get; }

    /// <summary>The REST server that answered last. The next request goes to whoever leads by then.</summary>
    public Uri Address => _endpoints.LastAddress ?? _first;

    /// <summary>When it did.</summary>
    public DateTimeOffset? Answered => _endpoints.LastAnswer;

    /// <summary>The cluster whose leader is followed in ZooKeeper; null where addresses were given.</summary>
    public string? ClusterId { get; }

    /// <summary>The addresses that were given; none where the leader is followed.</summary>
    public IReadOnlyList<Uri> Uri => _addresses;

    /// <summary>The processes of a cluster of Start-FlinkCluster; none of another.</summary>
    public IReadOnlyList<FlinkProcess> Processes => new ObjectList<FlinkProcess>((Local?.Cluster.Processes ?? []).Select(process => new FlinkProcess(process)));

    /// <summary>The folder of a cluster of Start-FlinkCluster, with its configuration, logs, checkpoints and savepoints; null of another.</summary>
    public string? DataPath => Local?.Cluster.Options.Folder;

    /// <summary>The user that a proxy is told; null for none.</summary>
    public string? User { get; }

    /// <summary>Whether it is closed.</summary>
    public bool IsClosed => Volatile.Read(ref _closed) != 0;

    /// <summary>Whether cmdlets without <c>-Cluster</c> use it.</summary>
    public bool IsDefault => ReferenceEquals(Home?.Default, this);

    string? IShown.ShownIdentity => PlainText.Line(ClusterId);

    string? IShown.ShownFile => PlainText.Line(DataPath);

    string? IShown.ShownUser => PlainText.Line(User);

    string? IShown.ShownText => PlainText.Line(Version);

    string? IShown.ShownHost => PlainText.Line(Address.AbsoluteUri.TrimEnd('/'));

    /// <summary>The runspace that it belongs to; null once it is closed.</summary>
    internal RunspaceClusters? Home { get; set; }

    internal FlinkClient Client { get; }

    /// <summary>Its savepoints.</summary>
    /// <param name="session">The runspace's default session: changes of jobs are written down there, or in the one that follows the cluster.</param>
    internal FlinkSavepoints Savepoints(ZkSession? session) => new(Client, Followed is { } followed ? (followed.Session.Client, followed.Paths) : null, async cancellationToken =>
    {
        ZkSession[] sessions = [.. new[] { Followed?.Session, session }.OfType<ZkSession>().Distinct()];
        var claims = await Task.WhenAll(sessions.Select(one => FlinkUpgrades.ReadClaimsAsync(one.Client, one.Paths, cancellationToken))).ConfigureAwait(false);
        return [.. claims.SelectMany(some => some).Distinct()];
    });

    /// <summary>The session through which the leader is followed, and where the cluster lies; null where addresses were given.</summary>
    internal (ZkSession Session, HaPaths Paths)? Followed { get; init; }

    /// <summary>The session that was opened for it alone, and ends with it; null where it follows another, or none.</summary>
    internal ZkSession? OwnSession { get; set; }

    /// <summary>Its processes, where this runspace has started them.</summary>
    internal LocalFlink? Local { get; set; }

    /// <summary>The cluster, and the version.</summary>
    public override string ToString() => PlainText.Line($"{ClusterId ?? Address.AbsoluteUri.TrimEnd('/')} (Flink {Version})");

    internal void Close()
    {
        if (Interlocked.Exchange(ref _closed, 1) != 0)
            return;
        Client.Dispose();
        if (OwnSession is { } session)
            Task.Run(() => session.DisconnectAsync().AsTask()).Wait(SessionDeadline);
    }
}
