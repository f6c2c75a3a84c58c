using FlinkZk.Server.Diagnostics;

namespace FlinkZk.Server.Figures;

/// <summary>
/// Every figure that a server tells of itself, once: mntr, statistics, the answers in JSON, Prometheus and the meter all read these rows. Names are those of Apache's
/// (<c>MonitorCommand</c>, <c>ServerMetrics</c>), which every dashboard for ZooKeeper knows.
/// </summary>
internal static class FigureList
{
    public static readonly Figure Ephemerals = Gauge("ephemerals_count", "Ephemeral nodes, which go with their session.", static from => from.OfTree(static tree => tree.EphemeralCount));
    public static readonly Figure Connections = Gauge("num_alive_connections", "Open connections of clients.", static from => from.Connections.Count);
    public static readonly Figure AverageLatency = Gauge("avg_latency", "From a request to its answer, on average since the start, in milliseconds.", static from => from.Statistics.AverageLatency, FigureUnit.Milliseconds) with { Format = "0.0###" };
    public static readonly Figure Outstanding = Gauge("outstanding_requests", "Requests that were received and are not answered yet.", static from => from.Statistics.Outstanding);

    // Java's map of nodes has the root twice, as "" and as "/".
    public static readonly Figure Nodes = Gauge("znode_count", "Nodes, ZooKeeper's own among them.", static from => from.OfTree(static tree => tree.Count) + 1);
    public static readonly Figure GlobalSessions = Gauge("global_sessions", "Sessions that live, connected or not.", static from => from.Sessions.Count - from.LocalSessions);
    public static readonly Figure Sent = Counter("packets_sent", "Answers and events that were sent.", static from => from.Statistics.Sent);
    public static readonly Figure Received = Counter("packets_received", "Requests that were received.", static from => from.Statistics.Received);
    public static readonly Figure Watches = Gauge("watch_count", "Watches of all kinds.", static from => from.FrontEnd.WatchCount);
    public static readonly Figure MinLatency = Gauge("min_latency", "From a request to its answer, the fastest since the start, in whole milliseconds.", static from => from.Statistics.MinLatency, FigureUnit.Milliseconds);
    public static readonly Figure DataSize = Gauge("approximate_data_size", "Bytes of paths and data in the tree.", static from => from.OfTree(static tree => tree.DataSize), FigureUnit.Bytes);
    public static readonly Figure MaxLatency = Gauge("max_latency", "From a request to its answer, the slowest since the start, in whole milliseconds.", static from => from.Statistics.MaxLatency, FigureUnit.Milliseconds);
    public static readonly Figure LocalSessions = Gauge("local_sessions", "Sessions that belong to this server alone.", static from => from.LocalSessions);
    public static readonly Figure Uptime = Gauge("uptime", "How long the server serves, in milliseconds.", static from => (long)from.Uptime.TotalMilliseconds, FigureUnit.Milliseconds);

    public static readonly Figure ReadLatency = Times("readlatency", "From a request to its answer, where it is answered at once, in milliseconds.", static from => from.Statistics.Reads);
    public static readonly Figure UpdateLatency = Times("updatelatency", "From a request to its answer, where it goes through the log, in milliseconds.", static from => from.Statistics.Updates);
    public static readonly Figure QueueTime = Times("prep_processor_queue_time_ms", "How long a request waited until it was judged, in milliseconds.", static from => from.Core.Prepare.QueueTime);
    public static readonly Figure SyncTime = Times("fsynctime", "Writing and syncing a batch of the log, in milliseconds.", static from => from.Log.SyncTime);

    /// <summary>All of them, in mntr's order.</summary>
    public static readonly Figure[] All =
    [
        Ephemerals, Connections, AverageLatency, Outstanding, Nodes, GlobalSessions, Sent, Received, Watches, MinLatency, DataSize, MaxLatency, LocalSessions, Uptime,
        Gauge("max_file_descriptor_count", "Files and sockets that the process may have open.", static _ => OpenFiles.Most),
        Gauge("open_file_descriptor_count", "Files and sockets that the process has open.", static _ => OpenFiles.Count),
        Gauge("non_mtls_remote_conn_count", "Connections from other machines whose client showed no certificate.", static from => from.CountPlain(fromHere: false)),
        Gauge("non_mtls_local_conn_count", "Connections from this machine whose client showed no certificate.", static from => from.CountPlain(fromHere: true)),
        Gauge("outstanding_tls_handshake", "Connections that are being encrypted.", static from => from.Connections.All.Count(static connection => connection.IsBeingEncrypted)),
        Counted("connection_rejected", "Connections that were not taken, because there were as many as the limits allow.", CountedEvent.ConnectionRejected),
        Counted("connection_request_count", "Sessions that were asked for.", CountedEvent.SessionRequested),
        Counted("connection_drop_count", "Connections with a session that were closed by either side.", CountedEvent.ConnectionDropped),
        Counted("sessionless_connections_expired", "Connections that asked for no session in time.", CountedEvent.SessionlessExpired),
        Counted("auth_failed_count", "Identities that could not be proved.", CountedEvent.AuthenticationFailed),
        Counted("large_requests_rejected", "Requests that were too large or not readable.", CountedEvent.RequestRejected),
        Counted("unsuccessful_handshake", "Connections that could not be encrypted.", CountedEvent.TlsHandshakeFailed),
        Counter("bytes_received_count", "Bytes that were received.", static from => from.Statistics.BytesReceived, FigureUnit.Bytes),
        Counter("response_bytes", "Bytes of answers that were sent.", static from => from.Statistics.BytesSent, FigureUnit.Bytes),
        Gauge("last_client_response_size", "Bytes of the last answer.", static from => from.Statistics.LastResponse, FigureUnit.Bytes),
        Gauge("max_client_response_size", "Bytes of the largest answer.", static from => from.Statistics.Responses.Max, FigureUnit.Bytes),
        Gauge("min_client_response_size", "Bytes of the smallest answer.", static from => from.Statistics.Responses.Min, FigureUnit.Bytes),
        Counter("stale_sessions_expired", "Sessions that expired.", static from => from.Sessions.ExpiredCount),
        Counter("unrecoverable_error_count", "1 once the log has failed: nothing can be written any more until the server is started anew.", static from => from.Core.FinalFailure is null ? 0 : 1),
        Counter("snapshot_error_count", "Snapshots that could not be taken.", static from => from.Snapshotter?.Failures ?? 0),
        ReadLatency, UpdateLatency, QueueTime, SyncTime,
        Times("snapshottime", "Taking a snapshot, in milliseconds.", static from => from.Snapshotter?.Time),
        new("startup_txns_loaded", FigureKind.Summary, FigureUnit.Number, "Transactions of the log that the start has read.",
            static from => from.Core.Recovery is { } found ? new FigureValue(0, FigureSummary.Of(Once(found.Replayed))) : null),

        Ours(Gauge("writes_refused", "1 while writes are refused, because disk or memory are full (then those that make the state larger) or the log has failed.", static from => from.Core.Failure is null ? 0 : 1)),
        Ours(Gauge("queued_request_bytes", "Bytes of requests under way.", static from => from.Core.Memory.Requests.Inside, FigureUnit.Bytes)),
        Ours(Gauge("queued_answer_bytes", "Bytes of answers and events that wait for clients to read them.", static from => from.Core.Memory.Answers.Waiting, FigureUnit.Bytes)),
        Ours(Gauge("planned_memory_bytes", "The memory that the server plans with (--max-memory).", static from => from.Core.Memory.Most, FigureUnit.Bytes)),
        Ours(Gauge("state_bytes", "About the memory that nodes, sessions and watches take.", static from => from.Core.Room.Size, FigureUnit.Bytes)),
        Ours(Gauge("state_limit_bytes", "The memory that they may take: what would make them larger is refused then.", static from => from.Core.Room.Most, FigureUnit.Bytes)),
        Ours(Gauge("process_resident_memory_bytes", "Memory that the process has in the machine.", static _ => Environment.WorkingSet, FigureUnit.Bytes)),
        Ours(Gauge("process_start_time_seconds", "When the process began, in seconds since 1970.", static _ => ProcessFigures.Started, FigureUnit.Seconds)),
        Ours(Counter("process_cpu_seconds_total", "Processor time of the process, in seconds.", static _ => ProcessFigures.ProcessorTime, FigureUnit.Seconds)),
        Ours(Gauge("dotnet_gc_heap_bytes", "Memory of the runtime's objects.", static _ => GC.GetTotalMemory(forceFullCollection: false), FigureUnit.Bytes)),
        Ours(Counter("dotnet_gc_pause_seconds_total", "How long the collector has held everything up, in seconds.", static _ => GC.GetTotalPauseDuration().TotalSeconds, FigureUnit.Seconds)),
    ];

    private static Figure Gauge(string name, string help, Func<FigureSource, double?> read, FigureUnit unit = FigureUnit.Number) =>
        new(name, FigureKind.Gauge, unit, help, from => FigureValue.Of(read(from)));

    private static Figure Counter(string name, string help, Func<FigureSource, double?> read, FigureUnit unit = FigureUnit.Number) =>
        new(name, FigureKind.Counter, unit, help, from => FigureValue.Of(read(from)));

    private static Figure Counted(string name, string help, CountedEvent happened) => Counter(name, help, from => from.Statistics.CountOf(happened));

    private static Figure Times(string name, string help, Func<FigureSource, Distribution?> read) =>
        new(name, FigureKind.Summary, FigureUnit.Milliseconds, help, from => read(from) is { } times ? new FigureValue(0, FigureSummary.Of(times, from.Options.TimeProvider)) : null);

    private static Figure Ours(Figure figure) => figure with { Ours = true };

    private static AvgMinMax Once(long value)
    {
        var once = new AvgMinMax();
        once.Add(value);
        return once;
    }
}
