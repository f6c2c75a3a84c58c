using FlinkZk.Server.Ensemble;
using FlinkZk.Server.FrontEnds;
using FlinkZk.Server.Options;
using FlinkZk.Server.Storage;

namespace FlinkZk;

/// <summary>An ensemble in this process, as one server: what its members hold is the same, what they did is added up.</summary>
internal sealed class EnsembleServers(ZkEnsemble ensemble) : IRunningServer
{
    private ZkServerStatistics? _last;

    public ZkServerOptions Options => ensemble.Options;

    public int Port => ensemble.Members[0].Port;

    public int? SecurePort => ensemble.Members[0].SecurePort;

    public System.Net.IPEndPoint? Metrics => ensemble.Members[0].Metrics;

    public string ConnectionString => string.Join(',', ensemble.Members.Select(member => IRunningServer.Reachable(member.ConnectionString)));

    public Exception? Failure => ensemble.Failure ?? (ensemble.Leader is null ? new InvalidOperationException("The ensemble has lost its majority.") : null);

    public Exception? FinalFailure => ensemble.FinalFailure;

    public Exception? SnapshotFailure => ensemble.SnapshotFailure;

    public ZkServerRecovery? Recovery => ensemble.Recovery;

    // With all members stopped nobody tells: what was last known stays.
    public ZkServerStatistics Statistics =>
        ensemble.Members.Select(member => member.Statistics).OfType<ZkServerStatistics>().ToArray() is { Length: > 0 } members ? _last = Sum(members) : _last!;

    public IReadOnlyList<ZkEnsembleMember> Members => ensemble.Members;

    public ValueTask<ZkDataBackUp> BackUpAsync(string file, CancellationToken cancellationToken) => ensemble.BackUpAsync(file, cancellationToken);

    public ValueTask DisposeAsync() => ensemble.DisposeAsync();

    private static ZkServerStatistics Sum(ZkServerStatistics[] members)
    {
        var received = members.Sum(member => member.Received);
        return members[0] with
        {
            Connections = members.Sum(member => member.Connections),
            Watches = members.Max(member => member.Watches),
            Received = received,
            Sent = members.Sum(member => member.Sent),
            Outstanding = members.Sum(member => member.Outstanding),
            AverageLatency = TimeSpan.FromTicks((long)(received == 0 ? 0 : members.Sum(member => member.AverageLatency.Ticks * (double)member.Received) / received)),
            MaxLatency = members.Max(member => member.MaxLatency),
            Reads = members.Select(static member => member.Reads).MaxBy(static times => times.P99),
            Writes = members.Select(static member => member.Writes).MaxBy(static times => times.P99),
        };
    }
}
