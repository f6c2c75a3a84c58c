using System.Net.Sockets;
using FlinkZk.Client;
using FlinkZk.Clusters.Configuration;
using FlinkZk.Clusters.Ha;
using FlinkZk.Clusters.Health;
using FlinkZk.Clusters.Http;
using FlinkZk.Clusters.Machine;
using FlinkZk.Clusters.Model;
using FlinkZk.Clusters.Rest;

namespace FlinkZk.Clusters.Diagnosis;

/// <summary>
/// Asks the REST server that a cluster's leader has published for its configuration: a JobManager that nobody leads answers 503, one that hangs not at all, and what has taken its port is of
/// another cluster, or no Flink.
/// </summary>
/// <param name="session">A session with the cluster's ZooKeeper.</param>
/// <param name="paths">The cluster.</param>
/// <param name="limit">How long it may take: one that hangs holds nothing else up for longer.</param>
/// <param name="known">A client of the cluster, which has what its server asks for; null: one without is made.</param>
public sealed class LeaderQuestion(ZkClient session, HaPaths paths, TimeSpan limit, FlinkClient? known = null)
{
    /// <summary>What a JobManager that does its work needs far less than.</summary>
    public static TimeSpan Limit { get; } = TimeSpan.FromSeconds(2);

    /// <summary>Asks.</summary>
    /// <param name="snapshot">What the cluster keeps in ZooKeeper.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<LeaderAnswer> AskAsync(HaSnapshot snapshot, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(snapshot);
        if (snapshot.Leadership is not { Session: { } owner } || PublishedAddress.Of(snapshot.Leadership.Address) is not { } rest)
            return new(LeaderVerdict.Unknown, "No address of a REST server is published that can be read.");
        var met = await MeetAsync(rest, cancellationToken).ConfigureAwait(false);
        if (met is { Failure: null, OtherCluster: null })
            return LeaderAnswerRules.Judge(met);
        var addresses = PublishedAddress.Of(snapshot, owner);
        var machine = await MachineReader.ReadAsync([rest.Host], cancellationToken).ConfigureAwait(false);
        return LeaderAnswerRules.Judge(met with
        {
            Place = machine.Hosts.GetValueOrDefault(rest.Host, HostPlace.Unknown),
            // The address says nothing of the machine; that one process has all of its ports does.
            IsOurs = machine.JobManagers?.Any(process => process.Ports is { } ports && addresses.All(address => ports.Contains(address.Port))) == true,
        });
    }

    /// <summary>How it is met, wherever that is.</summary>
    internal async Task<LeaderMeeting> MeetAsync(PublishedAddress address, CancellationToken cancellationToken)
    {
        var (failure, settings) = await SettingsAsync(cancellationToken).ConfigureAwait(false);
        return new(failure, settings is null ? null : OtherCluster(settings, paths, session.ConnectionString))
        {
            TakesConnections = failure is { Problem: FlinkProblem.Timeout, Status: null } && await TakesConnectionsAsync(address, cancellationToken).ConfigureAwait(false),
        };
    }

    private async Task<(FlinkException? Failure, IReadOnlyList<ConfigurationEntry>? Settings)> SettingsAsync(CancellationToken cancellationToken)
    {
        using var own = known is null ? new FlinkClient(new() { Endpoints = FlinkEndpoints.LeaderOf(session, paths), Timeout = limit, TryTimeout = limit, Time = session.TimeProvider }) : null;
        try
        {
            return (null, await (own ?? known!.Within(limit)).ConfigurationAsync(cancellationToken).ConfigureAwait(false));
        }
        catch (FlinkException e)
        {
            return (e, null);
        }
    }

    /// <summary>The cluster that a JobManager is configured for, if it is proved to be another; null otherwise.</summary>
    internal static string? OtherCluster(IReadOnlyList<ConfigurationEntry> settings, HaPaths paths, ConnectionString server)
    {
        if (settings.Count == 0)
            return null;
        var type = Value("high-availability.type") ?? Value("high-availability") ?? "none";
        if (type.Equals("none", StringComparison.OrdinalIgnoreCase))
            return "no cluster with high availability";
        // A factory of one's own may lay it out as ZooKeeper's.
        if (!type.Equals("zookeeper", StringComparison.OrdinalIgnoreCase) || !ConnectionString.TryParse(Value("high-availability.zookeeper.quorum"), out var quorum))
            return null;
        var cluster = HaPaths.Join(quorum.Chroot, Value("high-availability.zookeeper.path.root") ?? HaPaths.DefaultRoot, Value("high-availability.cluster-id") ?? HaPaths.DefaultClusterId);
        return cluster == HaPaths.Join(server.Chroot, paths.Cluster) ? null : $"the cluster '{cluster}'";

        string? Value(string key) => settings.LastOrDefault(setting => setting.Key == key)?.Value is { Length: > 0 } value ? value : null;
    }

    private async Task<bool> TakesConnectionsAsync(PublishedAddress address, CancellationToken cancellationToken)
    {
        using var late = new CancellationTokenSource(limit, session.TimeProvider);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(late.Token, cancellationToken);
        using var socket = new TcpClient();
        try
        {
            await socket.ConnectAsync(address.Host, address.Port, either.Token).ConfigureAwait(false);
            return true;
        }
        catch (Exception e) when (e is SocketException || (e is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            return false;
        }
    }
}
