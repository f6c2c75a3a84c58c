using FlinkZk.Clusters.Ha;
using FlinkZk.Clusters.Machine;
using FlinkZk.Clusters.Model;

namespace FlinkZk.Clusters.Health;

/// <summary>All that the rules judge a cluster by.</summary>
/// <param name="Snapshot">What it keeps in ZooKeeper.</param>
/// <param name="Storage">What is seen of its files.</param>
/// <param name="Now">The time of the reading, UTC.</param>
/// <param name="LocalAddresses">Addresses of this machine.</param>
internal sealed record HaFacts(HaSnapshot Snapshot, StorageFacts Storage, DateTime Now, IReadOnlySet<string> LocalAddresses)
{
    // A change of leader took Flink less than 2 s from the publication to jobs that run, and an application 3 s.
    private static readonly TimeSpan Settling = TimeSpan.FromSeconds(30);

    /// <summary>Why the process that published is dead; null unless that is proved.</summary>
    public string? LeaderDeath { get; init; }

    /// <summary>What the leader's REST server answers; null: it was not asked.</summary>
    public LeaderAnswer? LeaderAnswer { get; init; }

    /// <summary>The publications of the leader's address that were seen one after the other; none unless it was written just now.</summary>
    public IReadOnlyList<Publication> Publications { get; init; } = [];

    /// <summary>Proved: two processes lead. A change of leader alone has one publication of each.</summary>
    public bool IsContested => Publications.Count >= 3 && Publications.Select(publication => publication.Session).Distinct().Count() > 1;

    /// <summary>The leader's address was written just now, or is not there while somebody could write it: whether another writes it too is not yet known.</summary>
    public bool IsUnsettled => Published is { } node ? Now - node.Modified < Settling : IsUnpublished && LatchSessions is { Count: > 0 };

    /// <summary>JobManagers of this cluster on this machine that take part in nothing.</summary>
    public IReadOnlyList<LostProcess> LostProcesses { get; init; } = [];

    public HaPaths Paths { get; } = new("", Snapshot.Path);

    public PublishedComponent? RestServer { get; } = Snapshot.Components.Value?.FirstOrDefault(component => component.Kind == ComponentKind.RestServer);

    /// <summary>The node of the leader's address; null if there is none, or it cannot be read.</summary>
    public NodeFacts? Published => RestServer?.Published.Value?.Node;

    /// <summary>Proved: nobody has published an address.</summary>
    public bool IsUnpublished => Snapshot.Components.Presence != Presence.Unknown && (RestServer?.Published.Presence ?? Presence.Absent) == Presence.Absent;

    /// <summary>Proved: nobody has published an address, and nobody is in the latch.</summary>
    public bool IsDown => IsUnpublished && LatchSessions is { Count: 0 };

    /// <summary>A leader has published, and had time to take over what there is.</summary>
    public bool HasSettledLeader => Published is { } node && Now - node.Created >= Settling;

    /// <summary>The sessions in the latch, in line; null unless all are known. Nodes of none are no processes.</summary>
    public IReadOnlyList<long>? LatchSessions { get; } = Snapshot.Candidates.Presence switch
    {
        Presence.Absent => [],
        Presence.Present when Snapshot.Candidates.Value!.All(candidate => candidate.Node.Value is not null) => [.. Snapshot.Candidates.Value!.Select(candidate => candidate.Node.Value!.Session).Where(session => session != 0)],
        _ => null,
    };

    /// <summary>Plans of jobs with their paths, as far as they are known.</summary>
    public IEnumerable<(string Path, StoredHandle Stored)> Plans => In(Paths.JobGraphs, Snapshot.JobGraphs).Concat(In(Paths.ExecutionPlans, Snapshot.ExecutionPlans));

    /// <summary>Ids of jobs that a leader recovers, as far as they are known.</summary>
    public IReadOnlySet<string> RecoveredJobs { get; } = Snapshot.Plans.Where(plan => plan.State is HandleState.Held or HandleState.Free).Select(plan => plan.Name).ToHashSet(StringComparer.Ordinal);

    /// <summary>Applications with their paths, as far as they are known.</summary>
    public IEnumerable<(string Path, StoredHandle Stored)> Applications => In(Paths.Applications, Snapshot.Applications);

    /// <summary>Ids of jobs to run; null unless all are known.</summary>
    public IReadOnlySet<string>? PlannedJobs { get; } = Snapshot.JobGraphs.Presence == Presence.Unknown || Snapshot.ExecutionPlans.Presence == Presence.Unknown
        ? null : Snapshot.Plans.Select(plan => plan.Name).ToHashSet(StringComparer.Ordinal);

    /// <summary>Ids of jobs whose masters lead; null unless all are known.</summary>
    public IReadOnlySet<string>? LedJobs { get; } = Snapshot.Components.Presence == Presence.Unknown || (Snapshot.Components.Value ?? []).Any(component => component.Kind == ComponentKind.Job && component.Published.Presence == Presence.Unknown)
        ? null : (Snapshot.Components.Value ?? []).Where(component => component.Kind == ComponentKind.Job && component.Published.Presence == Presence.Present).Select(component => component.JobId!).ToHashSet(StringComparer.Ordinal);

    private static IEnumerable<(string, StoredHandle)> In(string parent, Known<IReadOnlyList<StoredHandle>> stored) => (stored.Value ?? []).Select(item => ($"{parent}/{item.Name}", item));
}
