using System.Management.Automation;
using FlinkZk.Clusters.Ha;
using FlinkZk.Clusters.Http;
using FlinkZk.Cmdlets;
using FlinkZk.Coordination;

namespace FlinkZk.Commands;

/// <summary>Connects to a Flink cluster, by addresses or by following its leader in ZooKeeper, and makes it the runspace's default.</summary>
[Cmdlet(VerbsCommunications.Connect, "Flink", DefaultParameterSetName = UriSet)]
[OutputType(typeof(FlinkConnection))]
public sealed class ConnectFlinkCommand : FlinkConnectCmdlet
{
    private const string UriSet = "Uri";
    private const string ClusterSet = "ClusterId";
    private const string ZooKeeperSet = "ZooKeeper";
    private const string FileSet = "ConfigFile";

    /// <summary>Addresses of REST servers of one cluster: http://host:8081, or https. Any JobManager answers for the leader; the next is asked when one cannot be reached.</summary>
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = UriSet)]
    [ValidateNotNullOrEmpty]
    public Uri[] Uri { get; set; } = [];

    /// <summary>The ZooKeeper servers of the cluster's high availability, zk1:2181,zk2:2181: a session of the connection's own, which Disconnect-Flink closes. Where they want an identity or TLS, Connect-Zk opens the session and -Session takes it.</summary>
    [Parameter(Mandatory = true, ParameterSetName = ZooKeeperSet)]
    [ValidateNotNullOrEmpty]
    public string? ZooKeeper { get; set; }

    /// <summary>The cluster whose leader is followed in ZooKeeper, Flink's high-availability.cluster-id.</summary>
    [Parameter(Mandatory = true, ParameterSetName = ZooKeeperSet)]
    [Parameter(Mandatory = true, ValueFromPipelineByPropertyName = true, ParameterSetName = ClusterSet)]
    [ArgumentCompleter(typeof(ClusterIdCompleter))]
    [ValidateNotNullOrEmpty]
    public string ClusterId { get; set; } = "";

    /// <summary>The node below which the clusters lie, Flink's high-availability.zookeeper.path.root.</summary>
    [Parameter(ParameterSetName = ZooKeeperSet)]
    [Parameter(ValueFromPipelineByPropertyName = true, ParameterSetName = ClusterSet)]
    [ValidateNotNullOrEmpty]
    public string FlinkRoot { get; set; } = HaPaths.DefaultRoot;

    /// <summary>A file of Flink's configuration, or the folder with it: it says where ZooKeeper is and what the cluster's id is, or without high availability where the REST server is.</summary>
    [Parameter(Mandatory = true, ParameterSetName = FileSet)]
    [ValidateNotNullOrEmpty]
    public string? ConfigFile { get; set; }

    /// <summary>The ZooKeeper session; without it the runspace's last one is used. The connection needs it as long as it is used.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true, ParameterSetName = ClusterSet)]
    [SessionArgument]
    [ArgumentCompleter(typeof(SessionValueCompleter))]
    [ValidateNotNull]
    public ZkSession? Session { get; set; }

    /// <inheritdoc/>
    protected override void Process()
    {
        Target = ParameterSetName switch
        {
            UriSet => Uri,
            FileSet => ConfigFile,
            _ => ClusterId,
        };
        var place = ConfigFile is null ? new ClusterPlace(ZooKeeper, ClusterId, FlinkRoot, Uri) : ClusterPlace.Of(ConfigurationSource.Read(this, FullPath(ConfigFile)));
        var own = place.ZooKeeper is { } servers ? Wait(token => OpenSessionAsync(servers, token)) : null;
        var session = place.Addresses.Length > 0 ? null : own ?? Session ?? RunspaceSessions.Current.Default ?? throw SessionNotFound.NotConnected();
        FlinkConnection connection;
        try
        {
            var options = Options(session is null ? FlinkEndpoints.Of(place.Addresses) : FlinkConnector.Leader(session, place.ClusterId, place.Root), place.Addresses);
            connection = Wait(token => session is null
                ? FlinkConnector.ConnectAsync(place.Addresses, options, Credential?.UserName, token)
                : FlinkConnector.ConnectAsync(session, place.ClusterId, place.Root, options, Credential?.UserName, token));
        }
        catch
        {
            if (own is not null)
                Wait(_ => own.DisconnectAsync());
            throw;
        }
        connection.OwnSession = own;
        connection.Local = RunspaceClusters.Current.Local.All().LastOrDefault(local => connection.Followed is { } followed && followed.Session == local.Session && followed.Paths == local.Paths);
        RunspaceClusters.Current.Add(connection);
        WriteObject(connection);
    }

    private ValueTask<ZkSession> OpenSessionAsync(string servers, CancellationToken cancellationToken) =>
        SessionConnector.ConnectAsync(new SessionParameters { ConnectionString = servers, Timeout = Timeout }.ToOptions(), new ClusterPaths(ClusterPaths.DefaultRoot), cancellationToken);
}
