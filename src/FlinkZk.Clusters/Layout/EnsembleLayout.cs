using System.Globalization;

namespace FlinkZk.Clusters.Layout;

/// <summary>The files that the hosts of an ensemble need, each value with its reason beside it.</summary>
public static class EnsembleLayout
{
    private const int QuorumPort = 2888;
    private const int ElectionPort = 3888;

    /// <summary>The files.</summary>
    /// <exception cref="ArgumentException">The description cannot be.</exception>
    public static IReadOnlyList<PlannedFile> Of(EnsembleOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        LayoutNames.CheckHosts(options.Hosts, "server");
        if (options.Hosts.Count > 1 && options.Hosts.Count % 2 == 0)
            throw new ArgumentException($"{options.Hosts.Count} servers survive no more failures than {options.Hosts.Count - 1}: name 1, 3 or 5.");
        LayoutNames.CheckWord(options.Home, "The folder of ZooKeeper");
        LayoutNames.CheckWord(options.DataDir, "The data folder");
        LayoutNames.CheckWord(options.DataLogDir, "The folder of the log");
        return [.. options.Hosts.SelectMany((host, index) => Host(options, host, index + 1)), new("", "compose.yaml", Compose(options))];
    }

    private static IEnumerable<PlannedFile> Host(EnsembleOptions options, string host, int id)
    {
        var isEnsemble = options.Hosts.Count > 1;
        yield return new(host, "conf/zoo.cfg", Configuration(options, isEnsemble));
        if (isEnsemble)
        {
            yield return new(host, "conf/zoo.cfg.dynamic", string.Concat(options.Hosts.Select((other, index) => Invariant($"server.{index + 1}={other}:{QuorumPort}:{ElectionPort}:participant;{options.ClientPort}\n"))));
            yield return new(host, "data/myid", Invariant($"{id}\n"));
        }
        yield return new(host, "systemd/zookeeper.service", $"""
            # {(isEnsemble ? $"Copy conf into {options.Home}, data/myid into {options.DataDir}," : $"Copy conf into {options.Home},")} and this file into /etc/systemd/system.
            [Unit]
            Description=Apache ZooKeeper
            After=network-online.target
            Wants=network-online.target

            [Service]
            User=zookeeper
            ExecStart={options.Home}/bin/zkServer.sh start-foreground {options.Home}/conf/zoo.cfg
            # A server that ends comes back by itself: it has its data.
            Restart=always
            RestartSec=5
            # Each client is a file to the system.
            LimitNOFILE=65536
            # SIGTERM ends Java with this.
            SuccessExitStatus=143

            [Install]
            WantedBy=multi-user.target

            """);
    }

    private static string Configuration(EnsembleOptions options, bool isEnsemble) => Invariant($"""
        # A tick, in milliseconds: what limits below are counted in, and sessions expire in steps of.
        tickTime=2000
        # Ticks that a follower may take to connect and to catch up, and to lag behind.
        initLimit=10
        syncLimit=5
        dataDir={options.DataDir}
        {(options.DataLogDir is { } log ? $"# Every write waits for the log: it has a disk of its own.\ndataLogDir={log}" : "# dataLogDir on a disk of its own makes writes faster: every one waits for the log.")}
        # Flink asks for sessions of 60 s unless it is told; 20 ticks would give it 40.
        maxSessionTimeout=60000
        # Old snapshots and logs go, every 24 hours; without it they fill the disk.
        autopurge.purgeInterval=24
        autopurge.snapRetainCount=3
        # What tools ask a server for; the others would tell everybody of paths and sessions.
        4lw.commands.whitelist=srvr,mntr,ruok
        # Its port 8080 is open to everybody, and others' as well.
        admin.enableServer=false
        {(isEnsemble ? $"# Members, with the clients' port of each. Servers write this file anew when members change.\nreconfigEnabled=true\nstandaloneEnabled=false\ndynamicConfigFile={options.Home}/conf/zoo.cfg.dynamic" : $"clientPort={options.ClientPort.ToString(CultureInfo.InvariantCulture)}")}

        """);

    private static string Compose(EnsembleOptions options)
    {
        var servers = string.Join(' ', options.Hosts.Select((host, index) => Invariant($"server.{index + 1}={host}:{QuorumPort}:{ElectionPort};2181")));
        return "# The same ensemble in containers of one machine: for trying out, for they fail together.\nservices:\n" + string.Concat(options.Hosts.Select((host, index) => Invariant($"""
              {host.Replace('.', '-')}:
                image: zookeeper:3.9
                hostname: {host}
                restart: always
                ports: ["{options.ClientPort + index}:2181"]
                environment:
                  ZOO_MY_ID: "{index + 1}"
                  ZOO_SERVERS: "{servers}"
                  ZOO_AUTOPURGE_PURGEINTERVAL: "24"
                  ZOO_ADMINSERVER_ENABLED: "false"
                  ZOO_4LW_COMMANDS_WHITELIST: "srvr,mntr,ruok"
                  ZOO_CFG_EXTRA: "maxSessionTimeout=60000"
                volumes: ["{host.Replace('.', '-')}-data:/data", "{host.Replace('.', '-')}-log:/datalog"]

            """))) + "volumes:\n" + string.Concat(options.Hosts.Select(host => $"  {host.Replace('.', '-')}-data:\n  {host.Replace('.', '-')}-log:\n"));
    }

    private static string Invariant(FormattableString text) => FormattableString.Invariant(text);
}
