using System.Globalization;

namespace FlinkZk.Clusters.Deploy;

/// <summary>The configuration of a cluster on one machine: everything on the loopback address, high availability in ZooKeeper, as little memory as jobs can run in.</summary>
internal static class TrialConfiguration
{
    /// <summary>Where the user says options of the Java machine (Flink's <c>CoreOptions</c>).</summary>
    public static string OptionsKey(FlinkRole role) => role == FlinkRole.JobManager ? "env.java.opts.jobmanager" : "env.java.opts.taskmanager";

    /// <summary>Options of the Java machine for every process.</summary>
    public const string AllOptionsKey = "env.java.opts.all";

    /// <summary>Where JobManagers keep files.</summary>
    public const string StorageKey = Health.HaStorage.Key;

    // What parameters say, or what each process has of its own.
    private static readonly string[] Reserved =
    [
        "high-availability", "high-availability.type", "high-availability.zookeeper.quorum", "high-availability.zookeeper.path.root", "high-availability.cluster-id", "rest.port", "rest.bind-port",
        "jobmanager.rpc.port", "taskmanager.rpc.port",
    ];

    /// <summary>All keys, those of the user last.</summary>
    /// <exception cref="DeployException">The user has one that is not free.</exception>
    public static IReadOnlyDictionary<string, string> Of(LocalClusterOptions options, FlinkInstallation flink)
    {
        var isNew = flink.Version >= new Version(1, 20);
        var values = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["jobmanager.rpc.address"] = "127.0.0.1",
            ["jobmanager.bind-host"] = "127.0.0.1",
            ["taskmanager.host"] = "127.0.0.1",
            ["taskmanager.bind-host"] = "127.0.0.1",
            ["rest.address"] = "127.0.0.1",
            ["rest.bind-address"] = "127.0.0.1",
            // Renamed in 1.17 (FLINK-29716).
            [flink.Version >= new Version(1, 17) ? "high-availability.type" : "high-availability"] = "zookeeper",
            ["high-availability.zookeeper.quorum"] = options.ConnectionString,
            ["high-availability.zookeeper.path.root"] = options.Root,
            ["high-availability.cluster-id"] = options.ClusterId,
            [StorageKey] = FileUri(options.Folder, "ha"),
            ["high-availability.zookeeper.client.session-timeout"] = Milliseconds(options.SessionTimeout),
            ["high-availability.zookeeper.client.connection-timeout"] = Milliseconds(options.SessionTimeout),
            [isNew ? "execution.checkpointing.dir" : "state.checkpoints.dir"] = FileUri(options.Folder, "checkpoints"),
            [isNew ? "execution.checkpointing.savepoint-dir" : "state.savepoints.dir"] = FileUri(options.Folder, "savepoints"),
            ["execution.checkpointing.interval"] = "5000",
            ["taskmanager.numberOfTaskSlots"] = options.Slots.ToString(CultureInfo.InvariantCulture),
            ["parallelism.default"] = "1",
            // 320 MB of heap.
            ["jobmanager.memory.process.size"] = "640m",
            ["jobmanager.memory.jvm-metaspace.size"] = "160m",
            ["jobmanager.memory.off-heap.size"] = "64m",
            ["jobmanager.memory.jvm-overhead.min"] = "96m",
            ["jobmanager.memory.jvm-overhead.max"] = "96m",
            // 128 MB of heap for the framework, and as much for tasks.
            ["taskmanager.memory.process.size"] = "704m",
            ["taskmanager.memory.framework.heap.size"] = "128m",
            ["taskmanager.memory.framework.off-heap.size"] = "96m",
            ["taskmanager.memory.managed.size"] = "32m",
            ["taskmanager.memory.network.min"] = "32m",
            ["taskmanager.memory.network.max"] = "32m",
            ["taskmanager.memory.jvm-metaspace.size"] = "192m",
            ["taskmanager.memory.jvm-overhead.min"] = "96m",
            ["taskmanager.memory.jvm-overhead.max"] = "96m",
            // Started soon rather than fast later.
            [AllOptionsKey] = "-XX:+UseSerialGC -XX:TieredStopAtLevel=1",
        };
        if (options.Application is { } application)
        {
            foreach (var (key, value) in ApplicationArguments.Configuration(application, values[StorageKey], flink.Version))
                values[key] = value;
        }
        foreach (var (key, value) in options.Configuration)
        {
            values[key] = !Reserved.Contains(key) ? value
                : throw new DeployException(DeployProblem.BadConfiguration, $"'{key}' is not free: where the cluster lies in ZooKeeper has parameters of its own, and each process gets a port of its own.");
        }
        return values;
    }

    // Flink takes the text behind the scheme as it is, without %20.
    public static string FileUri(string folder, string name)
    {
        var path = Path.Combine(folder, name).Replace('\\', '/');
        return path.StartsWith('/') ? $"file://{path}" : $"file:///{path}";
    }

    private static string Milliseconds(TimeSpan time) => ((long)time.TotalMilliseconds).ToString(CultureInfo.InvariantCulture);
}
