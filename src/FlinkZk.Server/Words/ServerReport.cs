using System.Globalization;
using System.Reflection;
using System.Text;

namespace FlinkZk.Server;

/// <summary>
/// What the four-letter words say, line by line in ZooKeeper 3.9's own form: monitoring parses it. Each answer is made from what the
/// parts say at that moment.
/// </summary>
internal sealed class ServerReport(
    ZkServerOptions options, FrontEnd frontEnd, Database database, SessionTable sessions, ConnectionTable connections, RequestStatistics statistics)
{
    // What clients choose their features by; the rest is ours.
    private static readonly string Version = $"3.9.4-flinkzk-{typeof(ServerReport).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0]}";

    private readonly long _started = options.TimeProvider.GetTimestamp();

    // Java's map of nodes has the root twice, as "" and as "/".
    private int NodeCount => database.Tree.Count + 1;

    public bool IsServing => frontEnd.Role != ServerRole.NotServing;

    /// <summary>As Java has it, without a line end.</summary>
    public string IsReadOnly() => !IsServing ? "null" : frontEnd.Role == ServerRole.ReadOnly ? "ro" : "rw";

    public string Server() => Read(text => Head(text).Append(Counters()));

    public string ServerAndClients() => Read(text =>
    {
        Head(text).Append("Clients:\n");
        foreach (var connection in connections.All)
            Describe(text, connection, brief: true);
        text.Append('\n').Append(Counters());
    });

    public string Monitor() => Read(text =>
    {
        var (report, storage) = (new MonitorReport(options.TimeProvider, text), frontEnd.Storage);
        report.Put("version", Version);
        report.Put("server_state", Mode);
        report.Put("ephemerals_count", database.Tree.EphemeralCount);
        report.Put("num_alive_connections", connections.Count);
        report.Put("avg_latency", AverageLatency);
        report.Put("outstanding_requests", statistics.Outstanding);
        report.Put("znode_count", NodeCount);
        report.Put("global_sessions", sessions.Count - LocalSessions);
        report.Put("packets_sent", statistics.Sent);
        report.Put("packets_received", statistics.Received);
        report.Put("watch_count", frontEnd.WatchCount);
        report.Put("min_latency", statistics.MinLatency);
        report.Put("approximate_data_size", database.Tree.DataSize);
        report.Put("max_latency", statistics.MaxLatency);
        report.Put("local_sessions", LocalSessions);
        report.Put("uptime", (long)options.TimeProvider.GetElapsedTime(_started).TotalMilliseconds);
        report.PutProcess();
        report.PutConnections(connections.All.ToList(), statistics);
        report.Put("stale_sessions_expired", sessions.ExpiredCount);
        report.Put("unrecoverable_error_count", storage.Log.Completion.IsFaulted ? 1 : 0);
        report.Put("snapshot_error_count", storage.Snapshotter?.Failures ?? 0);
        report.PutTime("readlatency", statistics.Reads);
        report.PutTime("updatelatency", statistics.Updates);
        report.PutTime("fsynctime", storage.Log.SyncTime);
        report.PutFigure("snapshottime", storage.Snapshotter?.Time ?? new());
        report.PutFigure("startup_txns_loaded", Once(storage.Recovery?.Replayed));
    });

    public static string Environment() => new StringBuilder("Environment:\n")
        .Append(CultureInfo.InvariantCulture, $"zookeeper.version={Version}\n")
        .Append(CultureInfo.InvariantCulture, $"host.name={System.Net.Dns.GetHostName()}\n")
        .Append(CultureInfo.InvariantCulture, $"os.name={System.Runtime.InteropServices.RuntimeInformation.OSDescription}\n")
        .Append(CultureInfo.InvariantCulture, $"os.arch={System.Runtime.InteropServices.RuntimeInformation.OSArchitecture}\n")
        .Append(CultureInfo.InvariantCulture, $"os.version={System.Environment.OSVersion.Version}\n")
        .Append(CultureInfo.InvariantCulture, $"dotnet.version={System.Environment.Version}\n")
        .Append(CultureInfo.InvariantCulture, $"user.name={System.Environment.UserName}\n")
        .Append(CultureInfo.InvariantCulture, $"user.home={System.Environment.GetFolderPath(System.Environment.SpecialFolder.UserProfile)}\n")
        .Append(CultureInfo.InvariantCulture, $"user.dir={System.Environment.CurrentDirectory}\n")
        .ToString();

    public string Configuration() => new StringBuilder()
        .Append(CultureInfo.InvariantCulture, $"clientPort={frontEnd.Port}\n")
        .Append(CultureInfo.InvariantCulture, $"secureClientPort={frontEnd.SecurePort ?? -1}\n")
        .Append(CultureInfo.InvariantCulture, $"dataDir={options.DataPath ?? "(memory)"}\n")
        .Append(CultureInfo.InvariantCulture, $"dataDirSize={DataSize}\n")
        .Append(CultureInfo.InvariantCulture, $"dataLogDir={options.DataPath ?? "(memory)"}\n")
        .Append(CultureInfo.InvariantCulture, $"dataLogSize={DataSize}\n")
        .Append(CultureInfo.InvariantCulture, $"tickTime={(long)options.TickTime.TotalMilliseconds}\n")
        .Append(CultureInfo.InvariantCulture, $"maxClientCnxns={options.MaxConnectionsPerAddress}\n")
        .Append(CultureInfo.InvariantCulture, $"minSessionTimeout={sessions.MinTimeout}\n")
        .Append(CultureInfo.InvariantCulture, $"maxSessionTimeout={sessions.MaxTimeout}\n")
        .Append("clientPortListenBacklog=-1\n")
        .Append(CultureInfo.InvariantCulture, $"serverId={frontEnd.Id}\n")
        .ToString();

    public string Connections() => Read(text =>
    {
        foreach (var connection in connections.All)
            Describe(text, connection, brief: false);
        text.Append('\n');
    });

    public string SessionsAndEphemerals() => Read(text =>
    {
        text.Append("SessionTracker dump:\n");
        var buckets = sessions.All.GroupBy(session => session.Deadline).OrderBy(bucket => bucket.Key).ToList();
        text.Append(CultureInfo.InvariantCulture, $"Session Sets ({buckets.Count})/({buckets.Sum(bucket => bucket.Count())}):\n");
        foreach (var bucket in buckets)
        {
            text.Append(CultureInfo.InvariantCulture, $"{bucket.Count()} expire at {sessions.TimeOf(bucket.Key):ddd MMM dd HH:mm:ss 'UTC' yyyy}:\n");
            foreach (var session in bucket)
                text.Append(CultureInfo.InvariantCulture, $"\t0x{session.Id:x}\n");
        }
        text.Append("ephemeral nodes dump:\n");
        text.Append(CultureInfo.InvariantCulture, $"Sessions with Ephemerals ({database.Tree.Ephemerals.Count}):\n");
        foreach (var (id, nodes) in database.Tree.Ephemerals)
        {
            text.Append(CultureInfo.InvariantCulture, $"0x{id:x}:\n");
            foreach (var node in nodes)
                text.Append('\t').Append(node.GetPath()).Append('\n');
        }
        text.Append("Connections dump:\n");
        var sets = connections.All.GroupBy(EndOf).OrderBy(set => set.Key).ToList();
        text.Append(CultureInfo.InvariantCulture, $"Connections Sets ({sets.Count})/({sets.Sum(set => set.Count())}):\n");
        foreach (var set in sets)
        {
            text.Append(CultureInfo.InvariantCulture, $"{set.Count()} expire at {set.Key:ddd MMM dd HH:mm:ss 'UTC' yyyy}:\n");
            foreach (var connection in set)
                text.Append(CultureInfo.InvariantCulture, $"\tip: /{connection.Remote} sessionId: 0x{connection.Session?.Id ?? 0:x}\n");
        }
    });

    public string WatchSummary() => database.Watches.Inspect((data, _) =>
    {
        var ours = data.ByWatcher.Where(entry => frontEnd.Has(entry.Key)).Select(entry => entry.Value.Keys).ToList();
        var paths = ours.SelectMany(paths => paths).Distinct(StringComparer.Ordinal).Count();
        return string.Create(CultureInfo.InvariantCulture, $"{ours.Count} connections watching {paths} paths\nTotal watches:{ours.Sum(paths => paths.Count)}\n");
    });

    public string WatchesByConnection() => database.Watches.Inspect((data, _) =>
    {
        var text = new StringBuilder();
        foreach (var (watcher, paths) in data.ByWatcher)
        {
            if (!frontEnd.Has(watcher))
                continue;
            text.Append(SessionOf(watcher)).Append('\n');
            foreach (var path in paths.Keys)
                text.Append('\t').Append(path).Append('\n');
        }
        return text.Append('\n').ToString();
    });

    public string WatchesByPath() => database.Watches.Inspect((data, _) =>
    {
        var text = new StringBuilder();
        foreach (var (path, watchers) in data.ByPath)
        {
            var ours = watchers.Where(frontEnd.Has).ToList();
            if (ours.Count == 0)
                continue;
            text.Append(path).Append('\n');
            foreach (var watcher in ours)
                text.Append('\t').Append(SessionOf(watcher)).Append('\n');
        }
        return text.Append('\n').ToString();
    });

    public string ResetConnections()
    {
        foreach (var connection in connections.All)
            connection.Counters.Reset();
        return "Connection stats reset.\n";
    }

    public string ResetServer()
    {
        statistics.Reset();
        return "Server stats reset.\n";
    }

    private static AvgMinMax Once(long? value)
    {
        var figure = new AvgMinMax();
        if (value is { } known)
            figure.Add(known);
        return figure;
    }

    private string AverageLatency => statistics.AverageLatency.ToString("0.0###", CultureInfo.InvariantCulture);

    private int LocalSessions => sessions.All.Count(session => session.IsLocal);

    private string Mode => frontEnd.Role switch
    {
        ServerRole.Leader => "leader",
        ServerRole.Follower => "follower",
        ServerRole.Observer => "observer",
        ServerRole.ReadOnly => "read-only",
        _ => "standalone",
    };

    // Bytes of the folder's files, as far as they can be seen.
    private long DataSize => options.DataPath is { } path && Directory.Exists(path) ? new DirectoryInfo(path).EnumerateFiles().Sum(static file => file.Exists ? file.Length : 0) : 0;

    // To the second, as it is shown.
    private DateTimeOffset EndOf(ServerConnection connection)
    {
        var end = connection.Session is { } session ? sessions.TimeOf(session.Deadline) : connection.Established + options.HandshakeTimeout;
        return DateTimeOffset.FromUnixTimeSeconds(end.ToUnixTimeSeconds());
    }

    private static string SessionOf(IWatcher watcher) => $"0x{(watcher as ServerConnection)?.Session?.Id ?? 0:x}";

    private StringBuilder Head(StringBuilder text) => text.Append(CultureInfo.InvariantCulture, $"Zookeeper version: {Version}\n")
        .Append(frontEnd.Role == ServerRole.ReadOnly ? "READ-ONLY mode; serving only read-only clients\n" : "");

    private string Counters() => string.Create(CultureInfo.InvariantCulture, $"""
        Latency min/avg/max: {statistics.MinLatency}/{AverageLatency}/{statistics.MaxLatency}
        Received: {statistics.Received}
        Sent: {statistics.Sent}
        Connections: {connections.Count}
        Outstanding: {statistics.Outstanding}
        Zxid: 0x{database.LastZxid:x}
        Mode: {Mode}
        Node count: {NodeCount}

        """).ReplaceLineEndings("\n");

    // The number in brackets is what Java's selector waits for: nothing more from who has asked for this, else requests.
    private void Describe(StringBuilder text, ServerConnection connection, bool brief)
    {
        var counters = connection.Counters;
        var waits = connection.Session is null ? 0 : 1;
        text.Append(CultureInfo.InvariantCulture, $" /{connection.Remote}[{waits}](queued={connection.Session?.InPipeline ?? 0},recved={counters.Received},sent={counters.Sent}");
        if (!brief && connection.Session is { } session)
        {
            text.Append(CultureInfo.InvariantCulture, $",sid=0x{session.Id:x},lop={ShortName.Of(counters.LastType)},est={connection.Established.ToUnixTimeMilliseconds()},to={session.Timeout}");
            if (counters.LastXid >= 0)
                text.Append(CultureInfo.InvariantCulture, $",lcxid=0x{counters.LastXid:x}");
            text.Append(CultureInfo.InvariantCulture, $",lzxid=0x{counters.LastZxid:x},lresp={(long)statistics.Milliseconds(counters.LastAnswer)},llat={(long)statistics.Milliseconds(counters.LastLatency)}");
            var (latency, average) = (counters.Latency, counters.Latency.Count == 0 ? 0 : counters.Latency.Sum / counters.Latency.Count);
            text.Append(CultureInfo.InvariantCulture, $",minlat={(long)statistics.Milliseconds(latency.Min)},avglat={(long)statistics.Milliseconds(average)},maxlat={(long)statistics.Milliseconds(latency.Max)}");
        }
        text.Append(")\n");
    }

    private string Read(Action<StringBuilder> write)
    {
        var text = new StringBuilder();
        database.Gate.EnterReadLock();
        try
        {
            write(text);
        }
        finally
        {
            database.Gate.ExitReadLock();
        }
        return text.ToString();
    }
}
