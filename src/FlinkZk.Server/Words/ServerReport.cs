using System.Globalization;
using System.Text;
using System.Text.Json;
using FlinkZk.Server.Diagnostics;
using FlinkZk.Server.Figures;
using FlinkZk.Server.Net;
using FlinkZk.Server.Options;
using FlinkZk.Server.Sessions;
using FlinkZk.Server.State;
using FlinkZk.Server.Watches;

namespace FlinkZk.Server.Words;

/// <summary>
/// What the four-letter words say, line by line in ZooKeeper 3.9's own form: monitoring parses it. Each answer is made from what the
/// parts say at that moment.
/// </summary>
internal sealed class ServerReport(
    ZkServerOptions options, IFrontEnd frontEnd, Database database, SessionTable sessions, ConnectionTable connections, RequestStatistics statistics)
{
    /// <summary>Where its figures are read.</summary>
    public FigureSource Source { get; } = new(options, frontEnd, database, sessions, connections, statistics);

    public bool IsServing => frontEnd.Role != ServerRole.NotServing;

    public bool IsReadOnlyNow => frontEnd.Role == ServerRole.ReadOnly;

    /// <summary>As Java has it, without a line end.</summary>
    public string IsReadOnly() => !IsServing ? "null" : IsReadOnlyNow ? "ro" : "rw";

    public string Server() => Read(text => Head(text).Append(Counters()));

    public string ServerAndClients() => Read(text =>
    {
        Head(text).Append("Clients:\n");
        foreach (var connection in connections.All)
            Describe(text, connection, brief: true);
        text.Append('\n').Append(Counters());
    });

    public string Monitor()
    {
        var text = new StringBuilder();
        MonitorReport.Write(text, this);
        return text.ToString();
    }

    public static string Environment()
    {
        var text = new StringBuilder("Environment:\n");
        foreach (var (name, value) in EnvironmentRows())
            text.Append(name).Append('=').Append(value).Append('\n');
        return text.ToString();
    }

    public static void WriteEnvironment(Utf8JsonWriter json)
    {
        foreach (var (name, value) in EnvironmentRows())
            json.WriteString(name, value);
    }

    public string Configuration() => new StringBuilder()
        .Append(CultureInfo.InvariantCulture, $"clientPort={frontEnd.Port}\n")
        .Append(CultureInfo.InvariantCulture, $"secureClientPort={frontEnd.SecurePort ?? -1}\n")
        .Append(CultureInfo.InvariantCulture, $"dataDir={options.DataPath ?? "(memory)"}\n")
        .Append(CultureInfo.InvariantCulture, $"dataDirSize={FolderSize}\n")
        .Append(CultureInfo.InvariantCulture, $"dataLogDir={options.DataPath ?? "(memory)"}\n")
        .Append(CultureInfo.InvariantCulture, $"dataLogSize={FolderSize}\n")
        .Append(CultureInfo.InvariantCulture, $"tickTime={(long)options.TickTime.TotalMilliseconds}\n")
        .Append(CultureInfo.InvariantCulture, $"maxClientCnxns={options.MaxConnectionsPerAddress}\n")
        .Append(CultureInfo.InvariantCulture, $"minSessionTimeout={sessions.MinTimeout}\n")
        .Append(CultureInfo.InvariantCulture, $"maxSessionTimeout={sessions.MaxTimeout}\n")
        .Append("clientPortListenBacklog=-1\n")
        .Append(CultureInfo.InvariantCulture, $"serverId={frontEnd.Id}\n")
        .ToString();

    /// <summary>AdminServer's form of conf, whose names are not those of the word.</summary>
    public void WriteConfiguration(Utf8JsonWriter json)
    {
        json.WriteNumber("client_port", frontEnd.Port);
        json.WriteString("data_dir", options.DataPath ?? "(memory)");
        json.WriteString("data_log_dir", options.DataPath ?? "(memory)");
        json.WriteNumber("tick_time", (long)options.TickTime.TotalMilliseconds);
        json.WriteNumber("max_client_cnxns", options.MaxConnectionsPerAddress);
        json.WriteNumber("min_session_timeout", sessions.MinTimeout);
        json.WriteNumber("max_session_timeout", sessions.MaxTimeout);
        json.WriteNumber("server_id", frontEnd.Id);
        json.WriteNumber("client_port_listen_backlog", -1);
    }

    public string Sizes() => string.Create(CultureInfo.InvariantCulture, $"datadir_size: {FolderSize}\nlogdir_size: {FolderSize}\n");

    public void WriteSizes(Utf8JsonWriter json)
    {
        json.WriteNumber("datadir_size", FolderSize);
        json.WriteNumber("logdir_size", FolderSize);
    }

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

    public string WatchSummary()
    {
        var (watchers, paths, watches) = CountWatches();
        return string.Create(CultureInfo.InvariantCulture, $"{watchers} connections watching {paths} paths\nTotal watches:{watches}\n");
    }

    public void WriteWatchSummary(Utf8JsonWriter json)
    {
        var (watchers, paths, watches) = CountWatches();
        json.WriteNumber("num_connections", watchers);
        json.WriteNumber("num_paths", paths);
        json.WriteNumber("num_total_watches", watches);
    }

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

    /// <summary>What the server is, as srvr has it.</summary>
    public string Mode => frontEnd.Role switch
    {
        ServerRole.Leader => "leader",
        ServerRole.Follower => "follower",
        ServerRole.Observer => "observer",
        ServerRole.ReadOnly => "read-only",
        _ => "standalone",
    };

    /// <summary>Bytes of the folder's files, as far as they can be seen.</summary>
    public long FolderSize => options.DataPath is { } path && Directory.Exists(path) ? new DirectoryInfo(path).EnumerateFiles().Sum(static file => file.Exists ? file.Length : 0) : 0;

    // To the second, as it is shown.
    private DateTimeOffset EndOf(ServerConnection connection)
    {
        var end = connection.Session is { } session ? sessions.TimeOf(session.Deadline) : connection.Established + options.HandshakeTimeout;
        return DateTimeOffset.FromUnixTimeSeconds(end.ToUnixTimeSeconds());
    }

    private static string SessionOf(IWatcher watcher) => $"0x{(watcher as ServerConnection)?.Session?.Id ?? 0:x}";

    private StringBuilder Head(StringBuilder text) => text.Append(CultureInfo.InvariantCulture, $"Zookeeper version: {ServerVersion.Told}\n")
        .Append(IsReadOnlyNow ? "READ-ONLY mode; serving only read-only clients\n" : "");

    private string Counters() => string.Create(CultureInfo.InvariantCulture, $"""
        Latency min/avg/max: {Source.Number(FigureList.MinLatency)}/{Source.Number(FigureList.AverageLatency):0.0###}/{Source.Number(FigureList.MaxLatency)}
        Received: {Source.Number(FigureList.Received)}
        Sent: {Source.Number(FigureList.Sent)}
        Connections: {Source.Number(FigureList.Connections)}
        Outstanding: {Source.Number(FigureList.Outstanding)}
        Zxid: 0x{database.LastZxid:x}
        Mode: {Mode}
        Node count: {Source.Number(FigureList.Nodes)}

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

    private (int Watchers, int Paths, int Watches) CountWatches() => database.Watches.Inspect((data, _) =>
    {
        var ours = data.ByWatcher.Where(entry => frontEnd.Has(entry.Key)).Select(entry => entry.Value.Keys).ToList();
        return (ours.Count, ours.SelectMany(static paths => paths).Distinct(StringComparer.Ordinal).Count(), ours.Sum(static paths => paths.Count));
    });

    private static IEnumerable<(string Name, string Value)> EnvironmentRows() =>
    [
        ("zookeeper.version", ServerVersion.Told),
        ("host.name", System.Net.Dns.GetHostName()),
        ("os.name", System.Runtime.InteropServices.RuntimeInformation.OSDescription),
        ("os.arch", System.Runtime.InteropServices.RuntimeInformation.OSArchitecture.ToString()),
        ("os.version", System.Environment.OSVersion.Version.ToString()),
        ("dotnet.version", System.Environment.Version.ToString()),
        ("user.name", System.Environment.UserName),
        ("user.home", System.Environment.GetFolderPath(System.Environment.SpecialFolder.UserProfile)),
        ("user.dir", System.Environment.CurrentDirectory),
    ];

    private string Read(Action<StringBuilder> write) => Source.Inside(() =>
    {
        var text = new StringBuilder();
        write(text);
        return text.ToString();
    });
}
