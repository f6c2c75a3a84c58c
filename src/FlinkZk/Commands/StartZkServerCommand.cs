using System.Management.Automation;
using System.Security;
using FlinkZk.Cmdlets;
using FlinkZk.Server.Options;

namespace FlinkZk.Commands;

/// <summary>Starts a ZooKeeper server in this process.</summary>
[Cmdlet(VerbsLifecycle.Start, "ZkServer", SupportsShouldProcess = true)]
[OutputType(typeof(ZkEmbeddedServer))]
public sealed partial class StartZkServerCommand : FlinkZkCmdlet
{
    /// <summary>The port; without it a free one.</summary>
    [Parameter(Position = 0)]
    [ValidateRange(0, 65535)]
    public int Port { get; set; }

    /// <summary>The folder that holds the data, made if need be; without it they are in memory and gone with the server.</summary>
    [Parameter(Position = 1)]
    [ValidateNotNullOrEmpty]
    public string? DataPath { get; set; }

    /// <summary>The address to listen on; 0.0.0.0 for all. Without it only this machine can connect.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string Address { get; set; } = "localhost";

    /// <summary>A port for TLS connections beside the other, with -Certificate; 0 finds a free one.</summary>
    [Parameter]
    [ValidateRange(0, 65535)]
    public int? SecurePort { get; set; }

    /// <summary>A PEM or PFX file with the server's certificate and key, for -SecurePort. It is read anew when it changes.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? Certificate { get; set; }

    /// <summary>The password of the certificate's key.</summary>
    [Parameter]
    public SecureString? CertificatePassword { get; set; }

    /// <summary>A PEM file with the authorities that clients' certificates are signed by; without it those of the machine.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? CaPath { get; set; }

    /// <summary>Whether clients must (Need), may (Want) or need not (None) show a certificate on -SecurePort.</summary>
    [Parameter]
    public ClientCertificateMode ClientCertificate { get; set; } = ClientCertificateMode.Need;

    /// <summary>A user who may do everything, as scheme digest: Connect-Zk -Credential with the same is that user.</summary>
    [Parameter]
    [Credential]
    public PSCredential? SuperUser { get; set; }

    /// <summary>Users of SASL DIGEST-MD5: Connect-Zk -Sasl with one of these is that user.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public PSCredential[]? SaslUser { get; set; }

    /// <summary>Answers nothing but SASL until a user is proved.</summary>
    [Parameter]
    public SwitchParameter RequireSasl { get; set; }

    /// <summary>ZooKeeper's tickTime: sessions expire in steps of it.</summary>
    [Parameter]
    public Duration TickTime { get; set; } = new(TimeSpan.FromSeconds(2));

    /// <summary>The shortest session timeout that is granted; without it two ticks.</summary>
    [Parameter]
    [OptionalDuration]
    public Duration? MinSessionTimeout { get; set; }

    /// <summary>The longest session timeout that is granted; without it twenty ticks.</summary>
    [Parameter]
    [OptionalDuration]
    public Duration? MaxSessionTimeout { get; set; }

    /// <summary>The four-letter words that are answered, * for all.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(FourLetterWordCompleter))]
    [ValidateNotNullOrEmpty]
    public string[] FourLetterWords { get; set; } = ["srvr"];

    /// <summary>Connections in all; 0 is no limit.</summary>
    [Parameter]
    [ValidateRange(0, int.MaxValue)]
    public int MaxConnections { get; set; }

    /// <summary>Connections that one address may hold; 0 is no limit.</summary>
    [Parameter]
    [ValidateRange(0, int.MaxValue)]
    public int MaxConnectionsPerAddress { get; set; } = 60;

    /// <summary>The largest request in bytes (jute.maxbuffer); clients have a limit of their own.</summary>
    [Parameter]
    [ValidateRange(1024, 1024 * 1024 * 1024)]
    public int MaxFrame { get; set; } = new ZkServerOptions().MaxFrame;

    /// <summary>The memory in bytes that the server plans with, such as 2GB: what is stored, requests and answers under way are held within shares of it. Without it half of what the process may use.</summary>
    [Parameter]
    [ValidateRange(64L * 1024 * 1024, long.MaxValue)]
    public long? MaxMemory { get; set; }

    /// <summary>How long a connection may take until it asks for its session.</summary>
    [Parameter]
    public Duration HandshakeTimeout { get; set; } = new(TimeSpan.FromSeconds(10));

    /// <summary>How long a connection may go without proving who it is; without it for ever.</summary>
    [Parameter]
    [OptionalDuration]
    public Duration? UnauthenticatedTimeout { get; set; }

    /// <summary>Refuses what would exceed a hard quota; without it the quota is only noted.</summary>
    [Parameter]
    public SwitchParameter EnforceQuota { get; set; }

    /// <summary>Whether nodes may have a time to live (extendedTypesEnabled, which is off in ZooKeeper unless set).</summary>
    [Parameter]
    public bool ExtendedTypes { get; set; } = true;

    /// <summary>How often empty containers and nodes whose time is over are looked for (znode.container.checkIntervalMs).</summary>
    [Parameter]
    public Duration SweepInterval { get; set; } = new(TimeSpan.FromMinutes(1));

    /// <summary>Room in bytes in one file of the log in -DataPath, reserved at once (preAllocSize), such as 16MB.</summary>
    [Parameter]
    [ValidateRange(64 * 1024, 1024 * 1024 * 1024)]
    public int SegmentSize { get; set; } = 64 * 1024 * 1024;

    /// <summary>How many snapshots are kept in -DataPath, at least 2.</summary>
    [Parameter]
    [ValidateRange(2, int.MaxValue)]
    public int SnapshotsKept { get; set; } = 3;

    /// <summary>Transactions after which a snapshot is taken in -DataPath.</summary>
    [Parameter]
    [ValidateRange(1, int.MaxValue)]
    public int SnapshotEvery { get; set; } = 500_000;

    /// <summary>How often superfluous snapshots and the log behind them are deleted; without it as soon as they are superfluous.</summary>
    [Parameter]
    [OptionalDuration]
    public Duration? PurgeInterval { get; set; }

    /// <summary>Shows figures over HTTP on this port, or address and port: /metrics for Prometheus, /health, /ready, and AdminServer's /commands. On 127.0.0.1 unless an address is given; port 0 finds a free one.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? Metrics { get; set; }

    /// <summary>Starts an ensemble of so many members, each on a port of its own, the first on -Port and the others on those after it. It is made for trying out what clients do when members go: all are in this process.</summary>
    [Parameter]
    [ValidateRange(1, 127)]
    public int Ensemble { get; set; }

    /// <summary>A member of an ensemble that has lost the majority shows what it knew then, to clients that ask for no more.</summary>
    [Parameter]
    public SwitchParameter ReadOnlyMode { get; set; }

    /// <summary>Sessions belong to the member that they were opened on, and cost no transaction; they can own no ephemeral nodes.</summary>
    [Parameter]
    public SwitchParameter LocalSessions { get; set; }

    /// <summary>Lets clients who may write /zookeeper/config change the members.</summary>
    [Parameter]
    public SwitchParameter Reconfig { get; set; }

    private string What => Ensemble > 0 ? $"an ensemble of {Ensemble}" : "a server";

    /// <inheritdoc/>
    protected override void Process()
    {
        CheckEnsemble();
        var options = Options();
        Target = $"{options.Address}:{options.Port}";
        if (!ShouldProcess(options.Port == 0 ? $"{options.Address}, a free port" : (string)Target, $"Start {What}, data {options.DataPath ?? "in memory"}"))
            return;
        WriteVerbose($"Starting {What} on {options.Address}, data {options.DataPath ?? "in memory"}.");
        var server = Wait(token => ServerStarter.StartAsync(options, Ensemble, token));
        RunspaceServers.Current.List.Add(server);
        foreach (var finding in server.Recovery?.Findings ?? [])
            WriteWarning(finding);
        WriteObject(server);
    }
}
