using FlinkZk.Server.Figures;

namespace FlinkZk.Server.FrontEnds;

/// <summary>What a server holds and has done, at one moment.</summary>
public sealed record ZkServerStatistics
{
    /// <summary>The last transaction that was applied.</summary>
    public required long LastZxid { get; init; }

    /// <summary>Nodes, with ZooKeeper's own four.</summary>
    public required int Nodes { get; init; }

    /// <summary>Nodes that go with a session.</summary>
    public required int Ephemerals { get; init; }

    /// <summary>Bytes of paths and data (zk_approximate_data_size).</summary>
    public required long DataSize { get; init; }

    /// <summary>Sessions that live, connected or not.</summary>
    public required int Sessions { get; init; }

    /// <summary>Open connections.</summary>
    public required int Connections { get; init; }

    /// <summary>Watches of all kinds.</summary>
    public required int Watches { get; init; }

    /// <summary>Requests received.</summary>
    public required long Received { get; init; }

    /// <summary>Answers and events sent.</summary>
    public required long Sent { get; init; }

    /// <summary>Requests received and not answered yet.</summary>
    public required long Outstanding { get; init; }

    /// <summary>From a request to its answer, on average.</summary>
    public required TimeSpan AverageLatency { get; init; }

    /// <summary>From a request to its answer, the slowest.</summary>
    public required TimeSpan MaxLatency { get; init; }

    /// <summary>From a request to its answer, the fastest.</summary>
    public TimeSpan MinLatency { get; init; }

    /// <summary>Requests received a second, over the last five.</summary>
    public double ReceivedPerSecond { get; init; }

    /// <summary>Answers and events sent a second, over the last five.</summary>
    public double SentPerSecond { get; init; }

    /// <summary>From a request to its answer, where it is answered at once.</summary>
    public ZkServerTimes Reads { get; init; }

    /// <summary>From a request to its answer, where it goes through the log.</summary>
    public ZkServerTimes Writes { get; init; }

    /// <summary>How long a request waited until it was judged.</summary>
    public ZkServerTimes Queue { get; init; }

    /// <summary>Writing and syncing a batch of the log.</summary>
    public ZkServerTimes Sync { get; init; }

    internal static ZkServerStatistics Of(FrontEnd frontEnd)
    {
        var (source, rates) = (frontEnd.Report.Source, frontEnd.Rates.Rates);
        return source.Inside(() => new ZkServerStatistics
        {
            LastZxid = source.Database.LastZxid,
            Nodes = (int)source.Number(FigureList.Nodes) - 1, // the root once
            Ephemerals = (int)source.Number(FigureList.Ephemerals),
            DataSize = (long)source.Number(FigureList.DataSize),
            Sessions = (int)(source.Number(FigureList.GlobalSessions) + source.Number(FigureList.LocalSessions)),
            Connections = (int)source.Number(FigureList.Connections),
            Watches = (int)source.Number(FigureList.Watches),
            Received = (long)source.Number(FigureList.Received),
            Sent = (long)source.Number(FigureList.Sent),
            Outstanding = (long)source.Number(FigureList.Outstanding),
            AverageLatency = TimeSpan.FromMilliseconds(source.Number(FigureList.AverageLatency)),
            MinLatency = TimeSpan.FromMilliseconds(source.Number(FigureList.MinLatency)),
            MaxLatency = TimeSpan.FromMilliseconds(source.Number(FigureList.MaxLatency)),
            ReceivedPerSecond = rates.Received,
            SentPerSecond = rates.Sent,
            Reads = ZkServerTimes.Of(source.Summary(FigureList.ReadLatency)),
            Writes = ZkServerTimes.Of(source.Summary(FigureList.UpdateLatency)),
            Queue = ZkServerTimes.Of(source.Summary(FigureList.QueueTime)),
            Sync = ZkServerTimes.Of(source.Summary(FigureList.SyncTime)),
        });
    }
}
