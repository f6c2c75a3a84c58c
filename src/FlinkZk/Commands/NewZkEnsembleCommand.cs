using System.Management.Automation;
using FlinkZk.Clusters.Layout;
using FlinkZk.Cmdlets;

namespace FlinkZk.Commands;

/// <summary>Writes what the hosts of an Apache ZooKeeper ensemble need: zoo.cfg, members, myid, a systemd unit, and a compose file for all.</summary>
[Cmdlet(VerbsCommon.New, "ZkEnsemble", SupportsShouldProcess = true)]
[OutputType(typeof(DeploymentFile))]
public sealed class NewZkEnsembleCommand : DeploymentCmdlet
{
    /// <summary>The hosts, 1, 3 or 5, in the order of the servers' numbers.</summary>
    [Parameter(Mandatory = true, Position = 1)]
    [ValidateNotNullOrEmpty]
    public string[] Server { get; set; } = [];

    /// <summary>The clients' port.</summary>
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

    private protected override IReadOnlyList<PlannedFile> Plan() => EnsembleLayout.Of(new() { Hosts = Server, Home = ZooKeeperHome, DataDir = DataDir, DataLogDir = DataLogDir, ClientPort = ClientPort });
}
