using System.Net.NetworkInformation;
using System.Text.RegularExpressions;
using FlinkZk.Client;
using FlinkZk.Clusters.Ha;
using FlinkZk.Clusters.Machine;
using FlinkZk.Clusters.Model;

namespace FlinkZk.Clusters.Health;

/// <summary>Reads a cluster's high-availability data and judges them.</summary>
public static partial class HaCheck
{
    // Flink removes a pointer, its lock and its file one after the other, within milliseconds.
    private static readonly TimeSpan Soon = TimeSpan.FromMilliseconds(500);

    // A leader publishes within a second after the one before has gone; a process that starts takes its place as soon as it listens.
    private static readonly TimeSpan Election = TimeSpan.FromSeconds(3);

    private static readonly HaFindingKind[] OfElections = [HaFindingKind.LatchUnpublished, HaFindingKind.ProcessLost];

    /// <summary>Judges one cluster. What is passing is no finding: a second reading, a moment later, has to see it too; of jobs it reads those anew that something was found of.</summary>
    /// <param name="client">The session.</param>
    /// <param name="paths">Which cluster.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>What was read last and the findings, the worst first.</returns>
    /// <exception cref="ZkException">The session is over.</exception>
    public static Task<HaReport> RunAsync(ZkClient client, HaPaths paths, CancellationToken cancellationToken = default) => RunAsync(client, paths, new(), cancellationToken);

    /// <summary>The same with more at hand than ZooKeeper.</summary>
    /// <param name="client">The session.</param>
    /// <param name="paths">Which cluster.</param>
    /// <param name="sources">What else is looked at.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="ZkException">The session is over.</exception>
    public static Task<HaReport> RunAsync(ZkClient client, HaPaths paths, HaSources sources, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(client);
        ArgumentNullException.ThrowIfNull(paths);
        ArgumentNullException.ThrowIfNull(sources);
        return RunAsync(client, paths, sources, client.TimeProvider, cancellationToken);
    }

    internal static async Task<HaReport> RunAsync(ZkClient client, HaPaths paths, HaSources sources, TimeProvider time, CancellationToken cancellationToken)
    {
        var (facts, first) = await ReadAsync(client, paths, sources, null, [], time, cancellationToken).ConfigureAwait(false);
        var publications = facts.IsUnsettled ? await PublicationSamples.TakeAsync(client, paths, time, cancellationToken).ConfigureAwait(false) : [];
        if ((facts with { Publications = publications }) is { IsContested: true } contested)
            first = first with { Findings = HaRules.Judge(contested), Publications = publications };
        var found = first.Findings.Where(finding => finding.Severity > HaSeverity.Unknown).ToArray();
        if (found.Length == 0)
            return first;
        await Task.Delay(found.Any(finding => OfElections.Contains(finding.Kind)) ? Election : Soon, time, cancellationToken).ConfigureAwait(false);
        var anew = found.SelectMany(finding => Id().Matches($"{finding.Path} {finding.Evidence}")).Select(match => match.Value).ToHashSet(StringComparer.Ordinal);
        var (_, second) = await ReadAsync(client, paths, sources, new(first.Snapshot, anew), publications, time, cancellationToken).ConfigureAwait(false);
        var seen = first.Findings.Select(finding => (finding.Kind, finding.Path)).ToHashSet();
        return second with { Findings = [.. second.Findings.Where(finding => finding.Severity <= HaSeverity.Unknown || seen.Contains((finding.Kind, finding.Path)))] };
    }

    /// <summary>Judges several clusters beside each other.</summary>
    public static IReadOnlyList<HaFinding> Compare(IReadOnlyCollection<HaReport> clusters)
    {
        ArgumentNullException.ThrowIfNull(clusters);
        return HaRules.JudgeTogether([.. clusters.Select(cluster => cluster.Snapshot)]);
    }

    private static async Task<(HaFacts Facts, HaReport Report)> ReadAsync(ZkClient client, HaPaths paths, HaSources sources, SecondReading? second, IReadOnlyList<Publication> publications, TimeProvider time, CancellationToken cancellationToken)
    {
        var snapshot = await HaReader.ReadAsync(client, paths, second, cancellationToken).ConfigureAwait(false);
        var named = sources.Storage is { } locate ? await locate(cancellationToken).ConfigureAwait(false) : null;
        var storage = await Task.Run(() => StorageReader.Read(snapshot, named), cancellationToken).ConfigureAwait(false);
        var facts = new HaFacts(snapshot, storage, time.GetUtcNow().UtcDateTime, LocalAddresses()) { Publications = publications, LeaderDeath = await LeaderDeathAsync(snapshot, cancellationToken).ConfigureAwait(false) };
        if (sources.LostProcesses is { } find && facts.IsDown)
            facts = facts with { LostProcesses = await Task.Run(find, cancellationToken).ConfigureAwait(false) };
        // One that took over just now answers 503 for a moment.
        if (sources.Leader is { } ask && facts is { HasSettledLeader: true, LeaderDeath: null })
            facts = facts with { LeaderAnswer = await ask(snapshot, cancellationToken).ConfigureAwait(false) };
        return (facts, new(snapshot, HaRules.Judge(facts)) { Storage = storage, Publications = publications });
    }

    private static async Task<string?> LeaderDeathAsync(HaSnapshot snapshot, CancellationToken cancellationToken)
    {
        if (snapshot.Leadership.Session is not { } session)
            return null;
        var addresses = PublishedAddress.Of(snapshot, session);
        var machine = await MachineReader.ReadAsync(addresses.Select(address => address.Host), cancellationToken).ConfigureAwait(false);
        var (verdict, reason) = DeathRules.Judge(addresses, machine, null, isRunning: false);
        return verdict == Vitality.Dead ? reason : null;
    }

    private static HashSet<string> LocalAddresses() => [.. NetworkInterface.GetAllNetworkInterfaces().SelectMany(adapter => adapter.GetIPProperties().UnicastAddresses).Select(address => address.Address.ToString())];

    // Of a job, or of an application.
    [GeneratedRegex("[0-9a-f]{32}")]
    private static partial Regex Id();
}
