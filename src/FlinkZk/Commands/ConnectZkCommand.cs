using System.Collections;
using System.Management.Automation;
using System.Security;
using System.Text;
using FlinkZk.Client;
using FlinkZk.Cmdlets;
using FlinkZk.Coordination;
using FlinkZk.Server;

namespace FlinkZk.Commands;

/// <summary>Opens a ZooKeeper session, with an ensemble or with an embedded server, and makes it the runspace's default.</summary>
[Cmdlet(VerbsCommunications.Connect, "Zk", DefaultParameterSetName = ServerSet)]
[OutputType(typeof(ZkSession))]
public sealed class ConnectZkCommand : FlinkZkCmdlet
{
    private const string ServerSet = "Server";
    private const string EmbeddedSet = "Embedded";

    /// <summary>Servers and root: host[:2181][,host...][/root]. A server of Start-ZkServer can be piped in.</summary>
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = ServerSet, ValueFromPipelineByPropertyName = true)]
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
    public Duration SessionTimeout { get; set; } = new(TimeSpan.FromSeconds(10));

    /// <summary>How long to try before giving up.</summary>
    [Parameter]
    public Duration Timeout { get; set; } = new(TimeSpan.FromSeconds(10));

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

    /// <summary>Encrypts the connection. The server's certificate must be for the name connected to.</summary>
    [Parameter(ParameterSetName = ServerSet)]
    public SwitchParameter Tls { get; set; }

    /// <summary>A PEM file with the authorities to trust, with -Tls; without it those of the machine.</summary>
    [Parameter(ParameterSetName = ServerSet)]
    [ValidateNotNullOrEmpty]
    public string? CaPath { get; set; }

    /// <summary>A PEM or PFX file with the client's own certificate and key, with -Tls.</summary>
    [Parameter(ParameterSetName = ServerSet)]
    [ValidateNotNullOrEmpty]
    public string? Certificate { get; set; }

    /// <summary>The password of the certificate's key.</summary>
    [Parameter(ParameterSetName = ServerSet)]
    public SecureString? CertificatePassword { get; set; }

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

    /// <inheritdoc/>
    protected override void Process()
    {
        Target = Embedded ? "embedded server" : ConnectionString;
        var paths = ReadRoot();
        var options = new ZkClientOptions
        {
            ConnectionString = ReadConnectionString(),
            SessionTimeout = SessionTimeout,
            ConnectTimeout = Timeout,
            Auth = [.. ReadIdentities()],
            Sasl = Sasl is null ? null : new SaslCredential(Sasl.UserName, Sasl.GetNetworkCredential().Password),
            Tls = TlsInput.Read(Tls, FullPath(CaPath), FullPath(Certificate), CertificatePassword),
            ServerVersion = ReadServerVersion(),
            CreateRoot = CreateRoot,
            ReadOnly = ReadOnly,
            TracePath = FullPath(TracePath),
        };
        WriteVerbose(Embedded ? "Starting an embedded server." : $"Connecting to {options.ConnectionString}.");
        var session = Wait(token => Embedded
            ? SessionConnector.StartEmbeddedAsync(ServerOptions(), options, paths, token)
            : SessionConnector.ConnectAsync(options, paths, token));
        ModuleState.Current.Add(session);
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

    // A text on purpose: PowerShell would read a bare 3.10 as the number 3.1.
    private Version? ReadServerVersion() => ServerVersion is null ? null : Version.TryParse(ServerVersion, out var version) ? version
        : throw new FlinkZkException("InvalidVersion", ErrorCategory.InvalidArgument, $"'{ServerVersion}' is not a version.", "Write it as the server's package does: 3.4.14.");

    private ConnectionString ReadConnectionString()
    {
        try
        {
            // The embedded server's is known once it listens.
            return Client.ConnectionString.Parse(Embedded ? "127.0.0.1" : ConnectionString);
        }
        catch (FormatException e)
        {
            throw new FlinkZkException("InvalidConnectionString", ErrorCategory.InvalidArgument, e.Message, innerException: e);
        }
    }

    private ClusterPaths ReadRoot()
    {
        try
        {
            return new ClusterPaths(Root);
        }
        catch (ArgumentException e)
        {
            throw new FlinkZkException("InvalidPath", ErrorCategory.InvalidArgument, e.Message, "A root reads /flinkzk/prod.", e);
        }
    }

    private string? FullPath(string? path) => path is null ? null : GetUnresolvedProviderPathFromPSPath(path);

    private IEnumerable<AuthInfo> ReadIdentities()
    {
        if (Credential is not null)
            yield return AuthInfo.Digest(Credential.UserName, Credential.GetNetworkCredential().Password);
        foreach (DictionaryEntry entry in Auth ?? [])
            yield return new AuthInfo((string)entry.Key, Proof(entry.Value));
    }

    private static byte[] Proof(object? value) => (value is PSObject wrapped ? wrapped.BaseObject : value) switch
    {
        string text => Encoding.UTF8.GetBytes(text),
        SecureString secret => Encoding.UTF8.GetBytes(TlsInput.Clear(secret)),
        byte[] bytes => bytes,
        _ => throw new FlinkZkException("InvalidAuth", ErrorCategory.InvalidArgument, "The proof of an identity is text, a SecureString or bytes.", "Write -Auth @{ digest = 'user:password' }."),
    };
}
