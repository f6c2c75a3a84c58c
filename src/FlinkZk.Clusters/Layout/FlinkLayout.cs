using FlinkZk.Client;
using FlinkZk.Clusters.Configuration;

namespace FlinkZk.Clusters.Layout;

/// <summary>The files that the hosts of a Flink cluster need, each value with its reason beside it.</summary>
public static class FlinkLayout
{
    /// <summary>The files.</summary>
    /// <exception cref="ArgumentException">The description cannot be.</exception>
    /// <exception cref="FormatException">The ZooKeeper servers cannot be read.</exception>
    public static IReadOnlyList<PlannedFile> Of(FlinkLayoutOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        LayoutNames.CheckHosts(options.JobManagers, "JobManager");
        LayoutNames.CheckHosts(options.TaskManagers, "TaskManager");
        LayoutNames.CheckWord(options.ClusterId, "The cluster's id");
        LayoutNames.CheckWord(options.Home, "The folder of Flink");
        foreach (var (value, what) in new[] { (options.Storage, "The storage"), (options.JobManagerMemory, "A JobManager's memory"), (options.TaskManagerMemory, "A TaskManager's memory") })
            LayoutNames.CheckLine(value, what);
        // Flink would take it for a folder of each host by itself, and its JobManagers would not find each other's data.
        if (!options.Storage.Contains(':', StringComparison.Ordinal))
            throw new ArgumentException($"The storage '{options.Storage}' has no scheme. A folder that all hosts have mounted is file://{(options.Storage.StartsWith('/') ? "" : "/")}{options.Storage}; others begin with s3:// or hdfs://.");
        foreach (var (path, what) in new[] { (options.Certificate, "The file of the certificate"), (options.CaPath, "The file of the authority"), (options.KeyStore, "The key store"), (options.TrustStore, "The trust store") })
            LayoutNames.CheckWord(path, what);
        // Flink writes it between quotation marks into what its RPC service reads.
        if (options.KeyStorePassword is { } password && (password.Length == 0 || password.Any(character => character is < ' ' or > '~' or '"' or '\\')))
            throw new ArgumentException("The password of the key stores is of printable ASCII characters without \" and \\: Flink cannot read others.");
        JaasFile.Check(options.User);
        var quorum = ConnectionString.Parse(options.ZooKeeper).ToString();
        string[] hosts = [.. options.JobManagers.Union(options.TaskManagers, StringComparer.OrdinalIgnoreCase)];
        return
        [
            .. hosts.Select(host => new PlannedFile(host, $"conf/{FileName(options)}", Configuration(options, host, quorum)) { IsSecret = options.KeyStorePassword is not null }),
            .. options.User is null ? (PlannedFile[])[] : [.. hosts.Select(host => new PlannedFile(host, JaasFile.Name, JaasFile.Client(options.User)) { IsSecret = true })],
            .. options.JobManagers.SelectMany(host => (PlannedFile[])[new(host, FailoverHook.ScriptName, FailoverHook.Script(options, quorum)), new(host, FailoverHook.RunnerName, FailoverHook.Runner)]),
            .. options.JobManagers.Select(host => new PlannedFile(host, "systemd/flink-jobmanager.service", Unit(options, "JobManager", FailoverHook.StopPost(options)))),
            .. options.TaskManagers.Select(host => new PlannedFile(host, "systemd/flink-taskmanager.service", Unit(options, "TaskManager", ""))),
            new("", "compose-flink.yaml", FlinkCompose.Of(options)),
        ];
    }

    /// <summary>The configuration's file as the version calls it.</summary>
    internal static string FileName(FlinkLayoutOptions options) => options.Version >= new Version(1, 19) ? ConfigurationFile.YamlName : ConfigurationFile.FlatName;

    private static string Configuration(FlinkLayoutOptions options, string host, string quorum)
    {
        var isNew = options.Version >= new Version(1, 20);
        var storage = options.Storage.TrimEnd('/') + "/" + options.ClusterId.Trim('/');
        (string? Reason, string Key, string Value)[] lines =
        [
            ("Who leads is in ZooKeeper, and so are pointers to plans and checkpoints.", options.Version >= new Version(1, 17) ? "high-availability.type" : "high-availability", "zookeeper"),
            (null, "high-availability.zookeeper.quorum", quorum),
            ("Another cluster on the same ZooKeeper has another id; with the same they would take each other's jobs.", "high-availability.cluster-id", "/" + options.ClusterId.Trim('/')),
            ("What the pointers point to. All hosts have to reach it: a standby that does not dies when it takes over." + (StoragePlugin.Advice(options.Storage, options.Home) is { } plugin ? $"\n# {plugin}" : ""), "high-availability.storageDir", storage + "/ha"),
            ("How long a dead leader keeps its place. The unit of the JobManager ends that wait where it can.", "high-availability.zookeeper.client.session-timeout", isNew ? "30 s" : "30000"),
            ("A short loss of the connection restarts no job; only the end of the session does.", "high-availability.zookeeper.client.tolerate-suspended-connections", "true"),
            ("This host's name, as others reach it; with high availability clients find the leader in ZooKeeper.", "jobmanager.rpc.address", options.JobManagers.Contains(host, StringComparer.OrdinalIgnoreCase) ? host : options.JobManagers[0]),
            (null, "jobmanager.bind-host", Bind(options, host)),
            (null, "taskmanager.host", host),
            (null, "taskmanager.bind-host", Bind(options, host)),
            (null, "rest.address", options.JobManagers.Contains(host, StringComparer.OrdinalIgnoreCase) ? host : options.JobManagers[0]),
            ("Whoever reaches this port may run code on the cluster: let only a proxy reach it that asks who comes.", "rest.bind-address", Bind(options, host)),
            (null, "rest.port", FormattableString.Invariant($"{options.RestPort}")),
            (null, "jobmanager.memory.process.size", options.JobManagerMemory),
            (null, "taskmanager.memory.process.size", options.TaskManagerMemory),
            (null, "taskmanager.numberOfTaskSlots", FormattableString.Invariant($"{options.Slots}")),
            ("Jobs that say nothing are checkpointed, too: without a checkpoint a job begins anew.", "execution.checkpointing.interval", isNew ? "1 min" : "60000"),
            (null, isNew ? "execution.checkpointing.dir" : "state.checkpoints.dir", storage + "/checkpoints"),
            (null, isNew ? "execution.checkpointing.savepoint-dir" : "state.savepoints.dir", storage + "/savepoints"),
            ("Room for the job between two checkpoints.", "execution.checkpointing.min-pause", isNew ? "30 s" : "30000"),
            ("One that is damaged leaves two to start from.", isNew ? "execution.checkpointing.num-retained" : "state.checkpoints.num-retained", "3"),
            ("A job that is cancelled by mistake, or fails for good, leaves its checkpoints.", "execution.checkpointing.externalized-checkpoint-retention", "RETAIN_ON_CANCELLATION"),
            ("Failures that come again wait longer each time, instead of filling logs.", options.Version >= new Version(1, 19) ? "restart-strategy.type" : "restart-strategy", "exponential-delay"),
            .. FlinkSecurity.Of(options),
        ];
        return string.Concat(lines.Select(line => $"{(line.Reason is null ? "" : $"# {line.Reason}\n")}{line.Key}: {(FileName(options) == ConfigurationFile.YamlName ? YamlScalar.Of(line.Value) : FlatScalar.Of(line.Key, line.Value))}\n"));
    }

    private static string Bind(FlinkLayoutOptions options, string host) => options.BindsToHost ? host : "0.0.0.0";

    private static string Unit(FlinkLayoutOptions options, string role, string more) => $"""
        # Copy conf into {options.Home}, and this file into /etc/systemd/system.
        [Unit]
        Description=Apache Flink {role}
        After=network-online.target
        Wants=network-online.target

        [Service]
        User=flink
        ExecStart={options.Home}/bin/{role.ToLowerInvariant()}.sh start-foreground
        {more}# A process that ends comes back, and takes its part again.
        Restart=always
        RestartSec=5
        # Each connection, and each file of state, is a file to the system.
        LimitNOFILE=65536
        # SIGTERM ends Java with this.
        SuccessExitStatus=143

        [Install]
        WantedBy=multi-user.target

        """;
}
