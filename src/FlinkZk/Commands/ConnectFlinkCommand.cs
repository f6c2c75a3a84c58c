using System.Management.Automation;
using System.Security;
using System.Text;
using FlinkZk.Clusters.Ha;
using FlinkZk.Clusters.Http;
using FlinkZk.Cmdlets;

namespace FlinkZk.Commands;

/// <summary>Connects to a Flink cluster, by addresses or by following its leader in ZooKeeper, and makes it the runspace's default.</summary>
[Cmdlet(VerbsCommunications.Connect, "Flink", DefaultParameterSetName = UriSet)]
[OutputType(typeof(FlinkConnection))]
public sealed class ConnectFlinkCommand : FlinkZkCmdlet
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

    /// <summary>User and password that a proxy in front of Flink asks for.</summary>
    [Parameter]
    [Credential]
    public PSCredential? Credential { get; set; }

    /// <summary>The bearer token that a proxy in front of Flink asks for.</summary>
    [Parameter]
    public SecureString? Token { get; set; }

    /// <summary>A PEM file with the authorities to trust, for https; without it those of the machine.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? CaPath { get; set; }

    /// <summary>A PEM or PFX file with one's own certificate and key, for https.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? Certificate { get; set; }

    /// <summary>The password of the certificate's key.</summary>
    [Parameter]
    public SecureString? CertificatePassword { get; set; }

    /// <summary>How long a request is tried in all, through a change of the leader; also those of later cmdlets.</summary>
    [Parameter]
    public Duration Timeout { get; set; } = new(TimeSpan.FromSeconds(30));

    /// <inheritdoc/>
    protected override void Process()
    {
        var isFollowing = ParameterSetName == ClusterSet;
        Target = isFollowing ? ClusterId : Uri;
        var session = isFollowing ? Session ?? ModuleState.Current.DefaultSession ?? throw ZkSessionCmdlet.NotConnected() : null;
        var options = Options(session);
        if (options.Authorization is { } && Uri.FirstOrDefault(uri => uri.IsAbsoluteUri && uri.Scheme == "http" && !uri.IsLoopback) is { } open)
            WriteWarning($"Credentials go to {open} without encryption.");
        var user = Credential?.UserName;
        var connection = Wait(token => session is null
            ? FlinkConnector.ConnectAsync(Uri, options.Value, user, token)
            : FlinkConnector.ConnectAsync(session, ClusterId, FlinkRoot, options.Value, user, token));
        connection.Local = ModuleState.Current.LocalClusters.All().FirstOrDefault(local => connection.Followed is { } followed && followed.Session == local.Session && followed.Paths == local.Paths);
        ModuleState.Current.Add(connection);
        WriteObject(connection);
    }

    private (FlinkOptions Value, string? Authorization) Options(ZkSession? session)
    {
        if (Credential is not null && Token is not null)
            throw new FlinkZkException("InvalidAuth", ErrorCategory.InvalidArgument, "-Credential and -Token exclude each other: a request has one header for both.", "Give what the proxy asks for.");
        var authorization = Credential?.GetNetworkCredential() is { } basic
            ? $"Basic {Convert.ToBase64String(Encoding.UTF8.GetBytes($"{basic.UserName}:{basic.Password}"))}"
            : Token is null ? null : $"Bearer {TlsInput.Clear(Token)}";
        return (new()
        {
            Endpoints = session is null ? FlinkEndpoints.Of(Uri) : FlinkConnector.Leader(session, ClusterId, FlinkRoot),
            Timeout = Timeout,
            Authorization = authorization,
            Tls = TlsInput.Read(CaPath is not null || Certificate is not null || CertificatePassword is not null, FullPath(CaPath), FullPath(Certificate), CertificatePassword),
        }, authorization);
    }
}
