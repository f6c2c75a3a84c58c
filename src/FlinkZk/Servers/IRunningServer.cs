using System.Net;
using FlinkZk.Server.Ensemble;
using FlinkZk.Server.FrontEnds;
using FlinkZk.Server.Options;
using FlinkZk.Server.Storage;

namespace FlinkZk;

/// <summary>What the prompt sees of a server alone and of an ensemble alike.</summary>
internal interface IRunningServer : IAsyncDisposable
{
    ZkServerOptions Options { get; }

    int Port { get; }

    int? SecurePort { get; }

    /// <summary>Where figures are shown over HTTP, by an ensemble those of its first member; null for nowhere.</summary>
    IPEndPoint? Metrics { get; }

    string ConnectionString { get; }

    Exception? Failure { get; }

    Exception? FinalFailure { get; }

    Exception? SnapshotFailure { get; }

    ZkServerRecovery? Recovery { get; }

    ZkServerStatistics Statistics { get; }

    /// <summary>The members of an ensemble; empty for a server alone.</summary>
    IReadOnlyList<ZkEnsembleMember> Members { get; }

    ValueTask<ZkDataBackUp> BackUpAsync(string file, CancellationToken cancellationToken);

    /// <summary>What a client on this machine connects to: a server that listens on all addresses is reached by the loopback one.</summary>
    static string Reachable(string endPoint)
    {
        var parsed = IPEndPoint.Parse(endPoint);
        if (parsed.Address.Equals(IPAddress.Any))
            parsed.Address = IPAddress.Loopback;
        else if (parsed.Address.Equals(IPAddress.IPv6Any))
            parsed.Address = IPAddress.IPv6Loopback;
        return parsed.ToString();
    }
}
