using System.Net.NetworkInformation;
using FlinkZk.Client;
using FlinkZk.Clusters.Ha;

namespace FlinkZk.Clusters.Health;

/// <summary>Reads a cluster's high-availability data and judges them.</summary>
public static class HaCheck
{
    // Flink removes a pointer, its lock and its file one after the other, within milliseconds.
    private static readonly TimeSpan Soon = TimeSpan.FromMilliseconds(500);

    // A leader publishes within a second after the one before has gone.
    private static readonly TimeSpan Election = TimeSpan.FromSeconds(3);

    /// <summary>Judges one cluster. What is passing is no finding: a second reading, a moment later, has to see it too.</summary>
    /// <param name="client">The session.</param>
    /// <param name="paths">Which cluster.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>What was read last and the findings, the worst first.</returns>
    /// <exception cref="ZkException">The session is over.</exception>
    public static async Task<HaReport> RunAsync(ZkClient client, HaPaths paths, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(client);
        ArgumentNullException.ThrowIfNull(paths);
        var first = await ReadAsync(client, paths, cancellationToken).ConfigureAwait(false);
        if (first.Findings.All(finding => finding.Severity <= HaSeverity.Unknown))
            return first;
        var pause = first.Findings.Any(finding => finding.Kind == HaFindingKind.LatchUnpublished) ? Election : Soon;
        await Task.Delay(pause, client.TimeProvider, cancellationToken).ConfigureAwait(false);
        var second = await ReadAsync(client, paths, cancellationToken).ConfigureAwait(false);
        var seen = first.Findings.Select(finding => (finding.Kind, finding.Path)).ToHashSet();
        return second with { Findings = [.. second.Findings.Where(finding => finding.Severity <= HaSeverity.Unknown || seen.Contains((finding.Kind, finding.Path)))] };
    }

    /// <summary>Judges several clusters beside each other.</summary>
    public static IReadOnlyList<HaFinding> Compare(IReadOnlyCollection<HaReport> clusters)
    {
        ArgumentNullException.ThrowIfNull(clusters);
        return HaRules.JudgeTogether([.. clusters.Select(cluster => cluster.Snapshot)]);
    }

    private static async Task<HaReport> ReadAsync(ZkClient client, HaPaths paths, CancellationToken cancellationToken)
    {
        var snapshot = await HaReader.ReadAsync(client, paths, cancellationToken).ConfigureAwait(false);
        var storage = await Task.Run(() => StorageReader.Read(snapshot), cancellationToken).ConfigureAwait(false);
        return new(snapshot, HaRules.Judge(new(snapshot, storage, client.TimeProvider.GetUtcNow().UtcDateTime, LocalAddresses()))) { Storage = storage };
    }

    private static HashSet<string> LocalAddresses() => [.. NetworkInterface.GetAllNetworkInterfaces().SelectMany(adapter => adapter.GetIPProperties().UnicastAddresses).Select(address => address.Address.ToString())];
}
