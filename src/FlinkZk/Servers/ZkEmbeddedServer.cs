using System.Management.Automation;
using FlinkZk.Server.FrontEnds;
using FlinkZk.Server.Storage;

namespace FlinkZk;

/// <summary>A ZooKeeper server in this process, as Start-ZkServer and Connect-Zk -Embedded start it. Each property tells of this moment.</summary>
public sealed class ZkEmbeddedServer : IShown
{
    private readonly IRunningServer _server;
    private readonly RequestRate _rate;
    private readonly long _startedAt;
    private readonly DateTimeOffset _startedTime;
    private ZkServerStatistics? _last;
    private TimeSpan? _ended;

    internal ZkEmbeddedServer(int id, IRunningServer server)
    {
        (Id, _server) = (id, server);
        var time = server.Options.TimeProvider;
        (_rate, _startedAt, _startedTime) = (new(time), time.GetTimestamp(), time.GetUtcNow());
        Started = ShownValue.IsoTime(_startedTime);
    }

    /// <summary>The number by which Get-ZkServer and Stop-ZkServer know it.</summary>
    public int Id { get; }

    /// <summary>What it is doing.</summary>
    public ZkEmbeddedServerState State => _last is not null ? ZkEmbeddedServerState.Stopped : _server.FinalFailure is not null ? ZkEmbeddedServerState.Failed
        : _server.Failure is null ? ZkEmbeddedServerState.Running : ZkEmbeddedServerState.Refusing;

    /// <summary>The address that it listens on.</summary>
    public string Address => _server.Options.Address.ToString();

    /// <summary>The port.</summary>
    public int Port => _server.Port;

    /// <summary>The port for TLS connections; null where there is none.</summary>
    public int? SecurePort => _server.SecurePort;

    /// <summary>Where it shows its figures over HTTP (Start-ZkServer -Metrics), for Prometheus; those of an ensemble's first member. Null where it does not.</summary>
    public string? Metrics => _server.Metrics is { } endPoint ? $"http://{IRunningServer.Reachable(endPoint.ToString())}/metrics" : null;

    /// <summary>What a client connects to; on this machine, where the server listens on all addresses.</summary>
    public string ConnectionString => _server.ConnectionString;

    /// <summary>Where the data live.</summary>
    public string Data => DataPath ?? "in memory, gone with this server";

    /// <summary>The folder of the data; null for a server that keeps them in memory.</summary>
    public string? DataPath => _server.Options.DataPath;

    /// <summary>Nodes, with ZooKeeper's own.</summary>
    public int Nodes => Statistics.Nodes;

    /// <summary>Bytes of paths and data.</summary>
    public long DataSize => Statistics.DataSize;

    /// <summary>Sessions that live, connected or not.</summary>
    public int Sessions => Statistics.Sessions;

    /// <summary>Open connections.</summary>
    public int Connections => Statistics.Connections;

    /// <summary>Watches of all kinds.</summary>
    public int Watches => Statistics.Watches;

    /// <summary>The last transaction.</summary>
    public long LastZxid => Statistics.LastZxid;

    /// <summary>Requests received since the start.</summary>
    public long Received => Statistics.Received;

    /// <summary>Requests received a second, since it was last asked; the first time since the start.</summary>
    public double RequestsPerSecond => _rate.Look(Statistics.Received);

    /// <summary>Requests that wait for their answer.</summary>
    public long Outstanding => Statistics.Outstanding;

    /// <summary>From a request to its answer, on average.</summary>
    public TimeSpan AverageLatency => Statistics.AverageLatency;

    /// <summary>From a request to its answer, the slowest.</summary>
    public TimeSpan MaxLatency => Statistics.MaxLatency;

    /// <summary>From a request to its answer, where it is answered at once: quantiles of the last five minutes.</summary>
    public ZkServerTimes Reads => Statistics.Reads;

    /// <summary>From a request to its answer, where it goes through the log: quantiles of the last five minutes.</summary>
    public ZkServerTimes Writes => Statistics.Writes;

    /// <summary>How long a request waited until it was judged: quantiles of the last five minutes.</summary>
    public ZkServerTimes Queue => Statistics.Queue;

    /// <summary>Writing and syncing a batch of the log: quantiles of the last five minutes.</summary>
    public ZkServerTimes Sync => Statistics.Sync;

    /// <summary>When it was started.</summary>
    public PSObject Started { get; }

    /// <summary>How long it runs, or ran.</summary>
    public TimeSpan Uptime => _ended ?? _server.Options.TimeProvider.GetElapsedTime(_startedAt);

    /// <summary>Why writes are refused; null while all is well.</summary>
    public string? Failure => PlainText.Line(_server.Failure?.Message);

    /// <summary>Why the last snapshot could not be taken; null if it could. Nothing is lost by it, but the log grows.</summary>
    public string? SnapshotFailure => PlainText.Line(_server.SnapshotFailure?.Message);

    /// <summary>What was found in the data folder at the start; null for a server in memory.</summary>
    public ZkServerRecovery? Recovery => _server.Recovery;

    /// <summary>The members of an ensemble (Start-ZkServer -Ensemble); empty for a server alone.</summary>
    public IReadOnlyList<ZkServerMember> Members => new ObjectList<ZkServerMember>(_server.Members.Select(member => new ZkServerMember(this, member)));

    /// <summary>The session that it was started for and ends with (Connect-Zk -Embedded); null for a server of Start-ZkServer.</summary>
    public int? SessionId { get; internal set; }

    string? IShown.ShownMoment => ViewText.Time(_startedTime);

    string? IShown.ShownSize => ViewText.Size(DataSize);

    string? IShown.ShownRate => ViewText.Rate(RequestsPerSecond);

    string? IShown.ShownLatency => ViewText.Milliseconds(AverageLatency);

    string? IShown.ShownMaxLatency => ViewText.Milliseconds(MaxLatency);

    string? IShown.ShownUptime => ViewText.Elapsed(Uptime);

    /// <summary>The connection string and the state.</summary>
    public override string ToString() => $"{ConnectionString} ({State})";

    // After the end the last figures stay.
    private ZkServerStatistics Statistics => _last ?? _server.Statistics;

    internal ValueTask<ZkDataBackUp> BackUpAsync(string file, CancellationToken cancellationToken) => _last is null
        ? _server.BackUpAsync(file, cancellationToken)
        : throw new FlinkZkException("ServerStopped", System.Management.Automation.ErrorCategory.InvalidOperation, $"The server on {ConnectionString} is stopped.", "Back up its folder with -Path, if it has one.");

    internal async ValueTask StopAsync()
    {
        if (_last is null)
            (_ended, _last) = (Uptime, _server.Statistics with { Sessions = 0, Connections = 0, Watches = 0, Outstanding = 0 });
        await _server.DisposeAsync().ConfigureAwait(false);
    }
}
