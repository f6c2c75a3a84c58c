using System.Management.Automation;
using FlinkZk.Cmdlets;
using FlinkZk.Coordination;
using FlinkZk.Server.Options;

namespace FlinkZk.Commands;

/// <summary>Opens a ZooKeeper session, with an ensemble or with an embedded server, and makes it the runspace's default.</summary>
[Cmdlet(VerbsCommunications.Connect, "Zk", DefaultParameterSetName = ServerSet)]
[OutputType(typeof(ZkSession))]
public sealed class ConnectZkCommand : ZkOpenCmdlet
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

    /// <summary>Where configuration and job locks lie.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string Root { get; set; } = ClusterPaths.DefaultRoot;

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
        // The embedded server's address is known once it listens.
        var options = Parameters(Embedded ? "127.0.0.1" : ConnectionString, FullPath).ToOptions();
        if (Strict && options.Sasl is null && options.Auth.Count == 0)
        {
            throw new FlinkZkException("IdentityMissing", ErrorCategory.InvalidArgument, "-Strict refuses what others may take away, and a session without an identity owns nothing: what it makes is everybody's.",
                "Add -Credential or -Sasl.");
        }
        WriteVerbose(Embedded ? "Starting an embedded server." : $"Connecting to {options.ConnectionString}.");
        var session = Wait(token => Embedded
            ? SessionConnector.StartEmbeddedAsync(ServerOptions(), options, paths, token, Strict)
            : SessionConnector.ConnectAsync(options, paths, token, Strict));
        RunspaceSessions.Current.Add(session);
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
