using System.Management.Automation;
using System.Security;
using FlinkZk.Clusters.Ha;
using FlinkZk.Clusters.Layout;
using FlinkZk.Cmdlets;

namespace FlinkZk.Commands;

/// <summary>Writes what the hosts of a Flink cluster with high availability need: its configuration and systemd units.</summary>
[Cmdlet(VerbsCommon.New, "FlinkCluster", SupportsShouldProcess = true)]
[OutputType(typeof(DeploymentFile))]
public sealed class NewFlinkClusterCommand : DeploymentCmdlet
{
    /// <summary>The hosts of JobManagers: one leads, the others stand by.</summary>
    [Parameter(Mandatory = true, Position = 1)]
    [ValidateNotNullOrEmpty]
    public string[] JobManagerHost { get; set; } = [];

    /// <summary>The hosts of TaskManagers.</summary>
    [Parameter(Mandatory = true, Position = 2)]
    [ValidateNotNullOrEmpty]
    public string[] TaskManagerHost { get; set; } = [];

    /// <summary>The ZooKeeper servers: zk1:2181,zk2:2181,zk3:2181, with a root behind them if there is one.</summary>
    [Parameter(Mandatory = true)]
    [ValidateNotNullOrEmpty]
    public string[] ZooKeeper { get; set; } = [];

    /// <summary>Storage that all hosts reach, a URI: s3://flink, or file:///mnt/flink on a shared disk. High-availability data, checkpoints and savepoints lie below.</summary>
    [Parameter(Mandatory = true)]
    [ValidateNotNullOrEmpty]
    public string Storage { get; set; } = "";

    /// <summary>The cluster's id in ZooKeeper, Flink's high-availability.cluster-id.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string ClusterId { get; set; } = HaPaths.DefaultClusterId;

    /// <summary>The version of Flink: config.yaml from 1.19 on, flink-conf.yaml before; keys by their names in it.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string FlinkVersion { get; set; } = "2.3";

    /// <summary>The folder that Flink's archive unpacks to on each host.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string FlinkHome { get; set; } = "/opt/flink";

    /// <summary>How many slots each TaskManager has.</summary>
    [Parameter]
    [ValidateRange(1, 1024)]
    public int Slots { get; set; } = 2;

    /// <summary>The memory of a JobManager, as Flink writes it.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string JobManagerMemory { get; set; } = "1600m";

    /// <summary>The memory of a TaskManager, as Flink writes it.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string TaskManagerMemory { get; set; } = "4g";

    /// <summary>The port of the REST servers.</summary>
    [Parameter]
    [ValidateRange(1, 65535)]
    public int RestPort { get; set; } = 8081;

    /// <summary>Reaches ZooKeeper by TLS.</summary>
    [Parameter]
    public SwitchParameter ZooKeeperTls { get; set; }

    /// <summary>Where each host has its certificate for ZooKeeper with its key, a PEM file.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string Certificate { get; set; } = "/etc/flink/tls/zookeeper.pem";

    /// <summary>Where each host has the certificate of ZooKeeper's authority, a PEM file.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string CaPath { get; set; } = "/etc/flink/tls/ca.pem";

    /// <summary>Who Flink is to ZooKeeper, by SASL DIGEST-MD5: what it keeps there nobody else may touch then. The password goes into conf/jaas.conf of each host, which only its owner may read.</summary>
    [Parameter]
    [Credential]
    public PSCredential? Sasl { get; set; }

    /// <summary>The password of -KeyStore and -TrustStore: with it, Flink's processes talk to each other, and its REST servers to clients, by TLS. It goes into the configuration of each host, which only its owner may read then.</summary>
    [Parameter]
    public SecureString? KeyStorePassword { get; set; }

    /// <summary>Where each host has the cluster's certificate with its key, a PKCS12 file.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string KeyStore { get; set; } = "/etc/flink/tls/flink.p12";

    /// <summary>Where each host has the certificates that are trusted, a PKCS12 file.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string TrustStore { get; set; } = "/etc/flink/tls/trust.p12";

    private protected override IReadOnlyList<PlannedFile> Plan() => FlinkLayout.Of(new()
    {
        // A text on purpose: PowerShell would read a bare 1.20 as the number 1.2.
        Version = Version.TryParse(FlinkVersion, out var version) ? version : throw new FlinkZkException("InvalidVersion", ErrorCategory.InvalidArgument, $"'{FlinkVersion}' is not a version.", "Write it as Flink's archive does: 2.3."),
        JobManagers = JobManagerHost,
        TaskManagers = TaskManagerHost,
        ZooKeeper = string.Join(',', ZooKeeper),
        Storage = Storage,
        ClusterId = ClusterId,
        Home = FlinkHome,
        Slots = Slots,
        JobManagerMemory = JobManagerMemory,
        TaskManagerMemory = TaskManagerMemory,
        RestPort = RestPort,
        BindsToHost = BindToHost,
        UsesZooKeeperTls = ZooKeeperTls,
        Certificate = Certificate,
        CaPath = CaPath,
        User = User(Sasl),
        KeyStorePassword = KeyStorePassword is null ? null : TlsInput.Clear(KeyStorePassword),
        KeyStore = KeyStore,
        TrustStore = TrustStore,
    });
}
