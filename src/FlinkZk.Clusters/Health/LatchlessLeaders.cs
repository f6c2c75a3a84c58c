using FlinkZk.Clusters.Model;

namespace FlinkZk.Clusters.Health;

/// <summary>Who has published as the leader, and has no place in the latch.</summary>
internal static class LatchlessLeaders
{
    /// <summary>Their sessions, and the addresses of their REST servers; null of one that cannot be read.</summary>
    /// <exception cref="HaRepairException">Who is in the latch is not known.</exception>
    public static IReadOnlyList<(long Session, string? Address)> Of(HaReport report)
    {
        var snapshot = report.Snapshot;
        if (snapshot.Candidates.Presence == Presence.Unknown || (snapshot.Candidates.Value ?? []).FirstOrDefault(candidate => candidate.Node.Value is null) is not null)
            throw new HaRepairException(HaRepairProblem.Unknown, snapshot.Path, "Who is in the latch cannot be told.");
        var places = (snapshot.Candidates.Value ?? []).Select(candidate => candidate.Node.Value!.Session).ToHashSet();
        var published = report.Publications.Select(publication => (publication.Session, publication.Address));
        if (snapshot.Leadership is { Session: { } session } leadership)
            published = published.Append((session, leadership.Address));
        return [.. published.Where(leader => leader.Session != 0 && !places.Contains(leader.Session)).GroupBy(leader => leader.Session)
            .Select(leader => (leader.Key, leader.Select(item => item.Address).LastOrDefault(address => address is not null)))];
    }
}
