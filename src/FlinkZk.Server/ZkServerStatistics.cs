namespace FlinkZk.Server;

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

    internal static ZkServerStatistics Of(FrontEnd frontEnd)
    {
        var (database, requests) = (frontEnd.Database, frontEnd.Statistics);
        var (receivedPerSecond, sentPerSecond) = frontEnd.Rates.Rates;
        database.Gate.EnterReadLock();
        try
        {
            return new()
            {
                LastZxid = database.LastZxid,
                Nodes = database.Tree.Count,
                Ephemerals = database.Tree.EphemeralCount,
                DataSize = database.Tree.DataSize,
                Sessions = frontEnd.Sessions.Count,
                Connections = frontEnd.ConnectionCount,
                Watches = frontEnd.WatchCount,
                Received = requests.Received,
                Sent = requests.Sent,
                Outstanding = requests.Outstanding,
                AverageLatency = TimeSpan.FromMilliseconds(requests.AverageLatency),
                MinLatency = TimeSpan.FromMilliseconds(requests.MinLatency),
                ReceivedPerSecond = receivedPerSecond,
                SentPerSecond = sentPerSecond,
                MaxLatency = TimeSpan.FromMilliseconds(requests.MaxLatency),
            };
        }
        finally
        {
            database.Gate.ExitReadLock();
        }
    }
}
