using FlinkZk.Clusters.Model;

namespace FlinkZk.Clusters.Health;

/// <summary>Who leads, who stands by, and what they publish.</summary>
internal static class LeadershipRules
{
    // An address is written once for each leader. A lost connection writes it again.
    private const int ManyWrites = 10;

    private static readonly TimeSpan Often = TimeSpan.FromSeconds(10);

    private static readonly string[] Essential = ["dispatcher", "resource_manager"];

    public static IEnumerable<Sighting> Of(HaFacts facts) => [.. Unled(facts), .. Latch(facts), .. Published(facts)];

    private static IEnumerable<Sighting> Unled(HaFacts facts)
    {
        if (!facts.IsUnpublished || facts.LatchSessions is not { } latch)
            yield break;
        foreach (var lost in facts.LostProcesses)
            yield return new(HaFindingKind.ProcessLost, HaSeverity.Error, facts.Paths.Cluster, FormattableString.Invariant($"Process {lost.Id} of this machine is a JobManager of it, by '{lost.Configuration}', and listens on port {lost.RestPort}; nobody is in the latch, and no address is published."));
        var plans = facts.Plans.Count();
        if (latch.Count > 0)
            yield return new(HaFindingKind.LatchUnpublished, HaSeverity.Error, facts.Paths.Latch, $"{Count(latch.Count, "process is", "processes are")} in the latch; nobody has published an address. {Count(plans, "job waits", "jobs wait")}.");
        else if (plans > 0)
            yield return new(HaFindingKind.NoLeader, HaSeverity.Error, facts.Paths.Cluster, $"None of its processes is in the latch, and {Count(plans, "job waits", "jobs wait")}.");
        else if (facts.Snapshot.Node.Presence == Presence.Present && facts.PlannedJobs is not null && facts.Snapshot.Applications is { Presence: not Presence.Unknown } applications && !(applications.Value?.Count > 0) && HasNoCheckpoint(facts.Snapshot.Jobs))
            yield return new(HaFindingKind.ClusterEmpty, HaSeverity.Information, facts.Paths.Cluster, "None of its processes is in the latch, and it keeps neither a job nor a checkpoint.");
    }

    private static bool HasNoCheckpoint(Known<IReadOnlyList<HaJob>> jobs) => jobs.Presence != Presence.Unknown
        && (jobs.Value ?? []).All(job => job.Checkpoints.Presence != Presence.Unknown && !(job.Checkpoints.Value?.Count > 0));

    private static IEnumerable<Sighting> Latch(HaFacts facts)
    {
        if (facts.LatchSessions is not { } latch)
            yield break;
        foreach (var foreign in (facts.Snapshot.Candidates.Value ?? []).Where(candidate => candidate is { Error: null, Node.Value.Session: 0 }))
            yield return new(HaFindingKind.OddName, HaSeverity.Error, $"{facts.Paths.Latch}/{foreign.Name}", "It goes with no session, so no process made it; once it is the first in line, nobody leads.");
        foreach (var twice in latch.GroupBy(session => session).Where(group => group.Count() > 1))
            yield return new(HaFindingKind.LatchTwice, HaSeverity.Warning, facts.Paths.Latch, $"Session 0x{twice.Key:x} has {twice.Count()} nodes in it.");
        if (facts.IsContested)
        {
            yield return new(HaFindingKind.SplitLeadership, HaSeverity.Error, facts.Paths.ConnectionInfo("rest_server"),
                FormattableString.Invariant($"It was written {facts.Publications.Count} times while it was looked at, in turns by sessions {string.Join(" and ", facts.Publications.Select(publication => publication.Session).Distinct().Select(session => $"0x{session:x}"))}; in the latch {(latch.Count == 0 ? "is nobody" : $"is {string.Join(", ", latch.Select(session => $"0x{session:x}"))}")}."));
            yield break;
        }
        if (facts.Published is not { } published)
            yield break;
        if (facts.LeaderDeath is { } reason)
            yield return new(HaFindingKind.LeaderDead, HaSeverity.Error, published.Path, $"It belongs to session 0x{published.Session:x}, whose process is dead. {reason}");
        var path = published.Path;
        if (facts is { LeaderDeath: null, HasSettledLeader: true, LeaderAnswer: { Verdict: not LeaderVerdict.Leads } answer })
        {
            yield return answer.Verdict == LeaderVerdict.DoesNotLead
                ? new(HaFindingKind.LeaderNotAnswering, HaSeverity.Error, path, $"It is published since {published.Created:u}. {answer.Reason}")
                : new(HaFindingKind.LeaderUnasked, HaSeverity.Information, path, answer.Reason);
        }
        if (!latch.Contains(published.Session))
        {
            yield return latch.Count > 0
                ? new(HaFindingKind.SplitLeadership, HaSeverity.Error, path, $"It belongs to session 0x{published.Session:x}, which is not in the latch; {Count(latch.Count, "other is", "others are")}.")
                : new(HaFindingKind.LeaderWithoutLatch, HaSeverity.Warning, path, $"It belongs to session 0x{published.Session:x}; nobody is in the latch.");
        }
        else if (latch[0] != published.Session && facts.Snapshot.Candidates.Value!.All(candidate => candidate.Sequence is not null))
        {
            yield return new(HaFindingKind.LeaderNotFirst, HaSeverity.Warning, path, $"It belongs to session 0x{published.Session:x}; the first in the latch is 0x{latch[0]:x}.");
        }
    }

    private static IEnumerable<Sighting> Published(HaFacts facts)
    {
        var components = facts.Snapshot.Components.Value ?? [];
        var contents = components.Select(component => component.Published.Value).OfType<NodeContent<LeaderInformation>>().ToArray();
        var grants = contents.Select(content => content.Value?.SessionId).OfType<Guid>().Distinct().Count();
        var sessions = contents.Select(content => content.Node.Session).Distinct().Count();
        if (grants > 1 || sessions > 1)
            yield return new(HaFindingKind.SeveralGrants, HaSeverity.Error, facts.Paths.Leader, $"{Count(contents.Length, "component is", "components are")} published under {Count(grants, "grant", "grants")} by {Count(sessions, "process", "processes")}.");
        foreach (var content in contents)
        {
            if (content.Error is { } error)
                yield return new(HaFindingKind.AddressUnreadable, HaSeverity.Error, content.Node.Path, error.Message);
            if (content.Node.Version >= ManyWrites && facts.Now - content.Node.Created < content.Node.Version * Often)
                yield return new(HaFindingKind.Flapping, HaSeverity.Warning, content.Node.Path, $"It was written {content.Node.Version} times since {content.Node.Created:u}.");
        }
        if (facts.RestServer?.Address is { } address && facts.Published is { } rest && IsLoopback(address) && Remote(facts) is { } holder)
            yield return new(HaFindingKind.AddressLocal, HaSeverity.Warning, rest.Path, $"It is {address}, and its process runs on {holder}, another machine than this.");
        if (!facts.HasSettledLeader)
            yield break;
        foreach (var name in Essential)
        {
            if ((components.FirstOrDefault(component => component.Name == name)?.Published.Presence ?? Presence.Absent) == Presence.Absent)
                yield return new(HaFindingKind.ComponentUnpublished, HaSeverity.Error, facts.Paths.ConnectionInfo(name), $"The REST server is published since {facts.Published!.Created:u}, and this is not.");
        }
    }

    private static bool IsLoopback(string address) => Uri.TryCreate(address, UriKind.Absolute, out var uri) && (uri.IsLoopback || uri.Host is "0.0.0.0" or "[::]");

    /// <summary>The address of the leader's machine, by its locks, if it is another machine than this.</summary>
    private static string? Remote(HaFacts facts) => facts.Plans
        .SelectMany(plan => plan.Stored.Locks.Value ?? [])
        .Where(held => held.Holder.Value?.Node.Session == facts.Published?.Session)
        .Select(held => held.Holder.Value?.Value)
        .FirstOrDefault(address => address is not null && System.Net.IPAddress.TryParse(address, out var parsed) && !System.Net.IPAddress.IsLoopback(parsed) && !facts.LocalAddresses.Contains(address));

    private static string Count(int number, string one, string several) => FormattableString.Invariant($"{number:N0} {(number == 1 ? one : several)}");
}
