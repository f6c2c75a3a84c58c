using System.Management.Automation;
using FlinkZk.Clusters.Layout;
using FlinkZk.Cmdlets;

namespace FlinkZk.Commands;

/// <summary>Writes what the hosts of an Apache ZooKeeper ensemble need: zoo.cfg, members, myid, a systemd unit, and a compose file for all.</summary>
[Cmdlet(VerbsCommon.New, "ZkEnsemble", SupportsShouldProcess = true)]
[OutputType(typeof(DeploymentFile))]
public sealed class NewZkEnsembleCommand : DeploymentCmdlet
{
    private const int SecurePort = 2281;

    /// <summary>The hosts, 1, 3 or 5, in the order of the servers' numbers.</summary>
    [Parameter(Mandatory = true, Position = 1)]
    [ValidateNotNullOrEmpty]
    public string[] Server { get; set; } = [];

    /// <summary>The clients' port; without it 2181, with -Tls 2281.</summary>
    [Parameter]
    [ValidateRange(1, 65535)]
    public int ClientPort { get; set; } = 2181;

    /// <summary>The folder for snapshots and myid on each host.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string DataDir { get; set; } = "/var/lib/zookeeper";

    /// <summary>The folder for the log on each host; without it that of snapshots.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? DataLogDir { get; set; }

    /// <summary>The folder that ZooKeeper's archive unpacks to on each host.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string ZooKeeperHome { get; set; } = "/opt/zookeeper";

    /// <summary>Has clients come, and servers talk to each other, by TLS alone. Certificates are yours to bring to each host.</summary>
    [Parameter]
    public SwitchParameter Tls { get; set; }

    /// <summary>Where each host has its certificate with its key, a PEM file.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string Certificate { get; set; } = "/etc/zookeeper/tls/server.pem";

    /// <summary>Where each host has the certificate of the authority that has signed all, a PEM file.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string CaPath { get; set; } = "/etc/zookeeper/tls/ca.pem";

    /// <summary>The user that clients have to be, by SASL DIGEST-MD5. The password goes into conf/jaas.conf of each host, which only its owner may read.</summary>
    [Parameter]
    [Credential]
    public PSCredential? Sasl { get; set; }

    private protected override IReadOnlyList<PlannedFile> Plan() => EnsembleLayout.Of(new()
    {
        Hosts = Server,
        Home = ZooKeeperHome,
        DataDir = DataDir,
        DataLogDir = DataLogDir,
        ClientPort = Tls && !MyInvocation.BoundParameters.ContainsKey(nameof(ClientPort)) ? SecurePort : ClientPort,
        BindsToHost = BindToHost,
        UsesTls = Tls,
        Certificate = Certificate,
        CaPath = CaPath,
        User = User(Sasl),
    });
}
