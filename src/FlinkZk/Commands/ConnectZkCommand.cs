using System.Collections;
using System.Management.Automation;
using FlinkZk.Cmdlets;
using FlinkZk.Coordination;
using FlinkZk.Server.Options;

namespace FlinkZk.Commands;

/// <summary>Opens a ZooKeeper session, with an ensemble or with an embedded server, and makes it the runspace's default.</summary>
[Cmdlet(VerbsCommunications.Connect, "Zk", DefaultParameterSetName = ServerSet)]
[OutputType(typeof(ZkSession))]
public sealed class ConnectZkCommand : ZkConnectCmdlet
{
    private const string EmbeddedSet = "Embedded";

    /// <summary>Servers and root: host[:2181][,host...][/root]. A server of Start-ZkServer can be given, or piped in.</summary>
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = ServerSet, ValueFromPipelineByPropertyName = true)]
    [ServerAddressArgument]
    [ValidateNotNullOrEmpty]
    public string ConnectionString { get; set; } = "";

    /// <summary>Starts a server of one node in this process, on the loopback address, and connects to it.</summary>
    [Parameter(Mandatory = true, ParameterSetName = EmbeddedSet)]
    public SwitchParameter Embedded { get; set; }

    /// <summary>The embedded server's port; without it a free one.</summary>
    [Parameter(ParameterSetName = EmbeddedSet)]
    [ValidateRange(1, 65535)]
    public int Port { get; set; }

    /// <summary>The folder in which the embedded server keeps its data, made if need be; without it they are in memory and gone with the session.</summary>
    [Parameter(ParameterSetName = EmbeddedSet)]
    [ValidateNotNullOrEmpty]
    public string? DataPath { get; set; }

    /// <summary>The wished session timeout; the server has the last word.</summary>
    [Parameter]
    public Duration SessionTimeout { get; set; } = SessionParameters.DefaultTimeout;

    /// <summary>How long to try before giving up.</summary>
    [Parameter]
    public Duration Timeout { get; set; } = SessionParameters.DefaultTimeout;

    /// <summary>User and password of the scheme digest.</summary>
    [Parameter]
    [Credential]
    public PSCredential? Credential { get; set; }

    /// <summary>User and password of SASL DIGEST-MD5. An embedded server is started with this user.</summary>
    [Parameter]
    [Credential]
    public PSCredential? Sasl { get; set; }

    /// <summary>Identities of any scheme: a hashtable of scheme and proof (text, a SecureString or bytes).</summary>
    [Parameter]
    public Hashtable? Auth { get; set; }

    /// <summary>Where configuration and job locks lie.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string Root { get; set; } = ClusterPaths.DefaultRoot;

    /// <summary>Creates the root of the connection string where it is missing; otherwise that is an error.</summary>
    [Parameter(ParameterSetName = ServerSet)]
    public SwitchParameter CreateRoot { get; set; }

    /// <summary>Takes a server that has lost its quorum, for reads.</summary>
    [Parameter(ParameterSetName = ServerSet)]
    public SwitchParameter ReadOnly { get; set; }

    /// <summary>The server's version, such as 3.4.14, where it cannot be learnt: what a server tells counts more.</summary>
    [Parameter(ParameterSetName = ServerSet)]
    [ValidateNotNullOrEmpty]
    public string? ServerVersion { get; set; }

    /// <summary>A file to which every message is written in readable form, secrets masked.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? TracePath { get; set; }

    /// <summary>Refuses to lock jobs and to change the configuration where others than this session's identity may take that away; without it they are told in a warning. Needs an identity.</summary>
    [Parameter]
    public SwitchParameter Strict { get; set; }

    /// <summary>Makes no drive zk:.</summary>
    [Parameter]
    public SwitchParameter NoDrive { get; set; }

    /// <inheritdoc/>
    protected override void Process()
    {
        Target = Embedded ? "embedded server" : Client.ConnectionString.Masked(ConnectionString);
        var paths = ReadRoot();
        var options = Parameters(FullPath).ToOptions();
        if (Strict && options.Sasl is null && options.Auth.Count == 0)
        {
            throw new FlinkZkException("IdentityMissing", ErrorCategory.InvalidArgument, "-Strict refuses what others may take away, and a session without an identity owns nothing: what it makes is everybody's.",
                "Add -Credential or -Sasl.");
        }
        WriteVerbose(Embedded ? "Starting an embedded server." : $"Connecting to {options.ConnectionString}.");
        var session = Wait(token => Embedded
            ? SessionConnector.StartEmbeddedAsync(ServerOptions(), options, paths, token, Strict)
            : SessionConnector.ConnectAsync(options, paths, token, Strict));
        ModuleState.Current.Add(session);
        if (!NoDrive)
            DefaultDrive.Ensure(SessionState);
        foreach (var finding in session.Embedded?.Recovery?.Findings ?? [])
            WriteWarning(finding);
        WriteObject(session);
    }

    private ZkServerOptions ServerOptions() => new()
    {
        Port = Port,
        DataPath = FullPath(DataPath),
        SaslUsers = Sasl is null ? null : new Dictionary<string, string>(StringComparer.Ordinal) { [Sasl.UserName] = Sasl.GetNetworkCredential().Password },
    };

    /// <summary>How to open the session.</summary>
    /// <param name="fullPath">Makes a path as the prompt has it a full one.</param>
    internal SessionParameters Parameters(Func<string?, string?> fullPath) => new()
    {
        // The embedded server's is known once it listens.
        ConnectionString = Embedded ? "127.0.0.1" : ConnectionString,
        SessionTimeout = SessionTimeout,
        Timeout = Timeout,
        Credential = Credential,
        Sasl = Sasl,
        Auth = Auth,
        Tls = ReadTls(fullPath),
        CreateRoot = CreateRoot,
        ReadOnly = ReadOnly,
        ServerVersion = ServerVersion,
        TracePath = fullPath(TracePath),
    };

    private ClusterPaths ReadRoot()
    {
        try
        {
            return new ClusterPaths(Root);
        }
        catch (ArgumentException e)
        {
            throw new FlinkZkException("InvalidPath", ErrorCategory.InvalidArgument, GeneralErrors.WithoutParameter(e), "A root reads /flinkzk/prod.", e);
        }
    }
}
