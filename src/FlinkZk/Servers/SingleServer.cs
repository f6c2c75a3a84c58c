using FlinkZk.Server;
using FlinkZk.Server.Ensemble;
using FlinkZk.Server.FrontEnds;
using FlinkZk.Server.Options;
using FlinkZk.Server.Storage;

namespace FlinkZk;

/// <summary>A server alone.</summary>
internal sealed class SingleServer(ZkServer server) : IRunningServer
{
    public ZkServerOptions Options => server.Options;

    public int Port => server.Port;

    public int? SecurePort => server.SecurePort;

    public System.Net.IPEndPoint? Metrics => server.Metrics;

    public string ConnectionString => IRunningServer.Reachable(server.ConnectionString);

    public Exception? Failure => server.Failure;

    public Exception? FinalFailure => server.FinalFailure;

    public Exception? SnapshotFailure => server.SnapshotFailure;

    public ZkServerRecovery? Recovery => server.Recovery;

    public ZkServerStatistics Statistics => server.Statistics;

    public IReadOnlyList<ZkEnsembleMember> Members => [];

    public ValueTask<ZkDataBackUp> BackUpAsync(string file, CancellationToken cancellationToken) => server.BackUpAsync(file, cancellationToken);

    public ValueTask DisposeAsync() => server.DisposeAsync();
}
