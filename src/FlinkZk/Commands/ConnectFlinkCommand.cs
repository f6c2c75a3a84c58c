using System.Management.Automation;
using FlinkZk.Clusters.Ha;
using FlinkZk.Clusters.Http;
using FlinkZk.Cmdlets;

namespace FlinkZk.Commands;

/// <summary>Connects to a Flink cluster, by addresses or by following its leader in ZooKeeper, and makes it the runspace's default.</summary>
[Cmdlet(VerbsCommunications.Connect, "Flink", DefaultParameterSetName = UriSet)]
[OutputType(typeof(FlinkConnection))]
public sealed class ConnectFlinkCommand : FlinkConnectCmdlet
{
    private const string UriSet = "Uri";
    private const string ClusterSet = "ClusterId";

    /// <summary>Addresses of REST servers of one cluster: http://host:8081, or https. Any JobManager answers for the leader; the next is asked when one cannot be reached.</summary>
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = UriSet)]
    [ValidateNotNullOrEmpty]
    public Uri[] Uri { get; set; } = [];

    /// <summary>The cluster whose leader is followed in ZooKeeper, Flink's high-availability.cluster-id.</summary>
    [Parameter(Mandatory = true, ValueFromPipelineByPropertyName = true, ParameterSetName = ClusterSet)]
    [ArgumentCompleter(typeof(ClusterIdCompleter))]
    [ValidateNotNullOrEmpty]
    public string ClusterId { get; set; } = "";

    /// <summary>The node below which the clusters lie, Flink's high-availability.zookeeper.path.root.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true, ParameterSetName = ClusterSet)]
    [ValidateNotNullOrEmpty]
    public string FlinkRoot { get; set; } = HaPaths.DefaultRoot;

    /// <summary>The ZooKeeper session; without it the runspace's last one is used. The connection needs it as long as it is used.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true, ParameterSetName = ClusterSet)]
    [SessionArgument]
    [ArgumentCompleter(typeof(SessionValueCompleter))]
    [ValidateNotNull]
    public ZkSession? Session { get; set; }

    /// <inheritdoc/>
    protected override void Process()
    {
        var isFollowing = ParameterSetName == ClusterSet;
        Target = isFollowing ? ClusterId : Uri;
        var session = isFollowing ? Session ?? RunspaceSessions.Current.Default ?? throw SessionNotFound.NotConnected() : null;
        var options = Options(session is null ? FlinkEndpoints.Of(Uri) : FlinkConnector.Leader(session, ClusterId, FlinkRoot), Uri);
        var connection = Wait(token => session is null
            ? FlinkConnector.ConnectAsync(Uri, options, Credential?.UserName, token)
            : FlinkConnector.ConnectAsync(session, ClusterId, FlinkRoot, options, Credential?.UserName, token));
        connection.Local = RunspaceClusters.Current.Local.All().FirstOrDefault(local => connection.Followed is { } followed && followed.Session == local.Session && followed.Paths == local.Paths);
        RunspaceClusters.Current.Add(connection);
        WriteObject(connection);
    }
}
