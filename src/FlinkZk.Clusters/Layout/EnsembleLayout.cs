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
        LayoutNames.CheckWord(options.Certificate, "The file of the certificate");
        LayoutNames.CheckWord(options.CaPath, "The file of the authority");
        JaasFile.Check(options.User);
        return [.. options.Hosts.SelectMany((host, index) => Host(options, host, index + 1)), new("", "compose.yaml", EnsembleCompose.Of(options))];
    }

    /// <summary>A member's line. With TLS the clients' port stands in zoo.cfg: lines of members have none for that before 3.10.</summary>
    internal static string Member(EnsembleOptions options, string host, int id, string client) =>
        Invariant($"server.{id}={host}:{QuorumPort}:{ElectionPort}{(options.UsesTls ? "" : $":participant;{client}")}");

    private static IEnumerable<PlannedFile> Host(EnsembleOptions options, string host, int id)
    {
        var isEnsemble = options.Hosts.Count > 1;
        yield return new(host, "conf/zoo.cfg", Configuration(options, host));
        if (isEnsemble)
        {
            yield return new(host, "conf/zoo.cfg.dynamic", string.Concat(options.Hosts.Select((other, index) => Member(options, other, index + 1, Invariant($"{(options.BindsToHost ? other + ":" : "")}{options.ClientPort}")) + "\n")));
            yield return new(host, "data/myid", Invariant($"{id}\n"));
        }
        if (options.User is { } user)
        {
            yield return new(host, JaasFile.Name, JaasFile.Server(user)) { IsSecret = true };
            yield return new(host, "conf/java.env", $"# Who clients have to be. bin/zkEnv.sh reads this file.\nSERVER_JVMFLAGS=\"-Djava.security.auth.login.config={options.Home}/{JaasFile.Name}\"\n");
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

    private static string Configuration(EnsembleOptions options, string host) => Invariant($"""
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

        """) + Members(options) + string.Concat(Security(options, host).Select(line => line + "\n"));

    private static string Members(EnsembleOptions options) => options.Hosts.Count > 1
        ? $"# Members{(options.UsesTls ? "" : ", with the clients' port of each")}. Servers write this file anew when members change.\nreconfigEnabled=true\nstandaloneEnabled=false\ndynamicConfigFile={options.Home}/conf/zoo.cfg.dynamic\n"
        : "";

    /// <summary>The clients' port where no line of a member has it, and what protects it.</summary>
    internal static IEnumerable<string> Security(EnsembleOptions options, string host)
    {
        var port = options.ClientPort.ToString(CultureInfo.InvariantCulture);
        if (options.UsesTls)
        {
            string[] lines =
            [
                "# Clients come by TLS alone, and show a certificate of the authority: there is no other port.",
                $"secureClientPort={port}", .. options.BindsToHost ? [$"secureClientPortAddress={host}"] : (string[])[],
                "# The factory that can do TLS.",
                "serverCnxnFactory=org.apache.zookeeper.server.NettyServerCnxnFactory",
                "# Certificate and key in one PEM file, and the authority's. Only ZooKeeper's user may read the first.",
                $"ssl.keyStore.location={options.Certificate}", $"ssl.trustStore.location={options.CaPath}", "ssl.clientAuth=need",
                "# ZooKeeper 3.9 offers TLS 1.3 alone, and the client inside of Flink speaks 1.2.",
                "ssl.enabledProtocols=TLSv1.3,TLSv1.2",
            ];
            foreach (var line in lines)
                yield return line;
            if (options.Hosts.Count > 1)
            {
                yield return "# Servers talk to each other so, too: what clients write goes there as well.";
                yield return "sslQuorum=true";
                yield return $"ssl.quorum.keyStore.location={options.Certificate}";
                yield return $"ssl.quorum.trustStore.location={options.CaPath}";
            }
        }
        else if (options.Hosts.Count == 1)
        {
            yield return $"clientPort={port}";
            if (options.BindsToHost)
                yield return $"clientPortAddress={host}";
        }
        if (options.User is null)
            yield break;
        yield return "# A client that does not say who it is, by a user of conf/jaas.conf, gets no session.";
        yield return "authProvider.sasl=org.apache.zookeeper.server.auth.SASLAuthenticationProvider";
        yield return "sessionRequireClientSASLAuth=true";
        yield return "# FIPS mode, on since 3.9, has no DIGEST-MD5.";
        yield return "fips-mode=false";
    }

    private static string Invariant(FormattableString text) => FormattableString.Invariant(text);
}
