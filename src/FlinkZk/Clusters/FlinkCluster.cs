using FlinkZk.Clusters.Ha;
using FlinkZk.Clusters.Model;
using FlinkZk.Wire;

namespace FlinkZk;

/// <summary>A Flink cluster, as its high-availability data in ZooKeeper tell of it.</summary>
public sealed class FlinkCluster : IBySession, IShown
{
    private readonly ZkSession _session;

    internal FlinkCluster(string clusterId, string root, HaSnapshot snapshot, ZkSession session)
    {
        (ClusterId, FlinkRoot, _session) = (clusterId, root, session);
        Path = snapshot.Path;
        var leadership = snapshot.Leadership;
        Leader = leadership.Address;
        SessionId = leadership.SessionId;
        Standbys = leadership.Standbys;
        Jobs = snapshot.JobGraphs.Presence == Presence.Unknown || snapshot.ExecutionPlans.Presence == Presence.Unknown ? null : snapshot.Plans.Count();
        State = Leader is not null ? FlinkClusterState.Led
            : IsUnpublished(snapshot) ? FlinkClusterState.Electing
            : FlinkClusterState.Unknown;
        Problems = new TextLines([.. snapshot.Problems().Select(problem => $"'{problem.Path}': {problem.Message}").Distinct()]);
    }

    /// <summary>Its id as Flink writes it, with the first slash: /default.</summary>
    public string ClusterId { get; }

    /// <summary>Led, Electing or Unknown.</summary>
    public FlinkClusterState State { get; }

    /// <summary>The address of the leader's REST server; null if none is published, or it cannot be read.</summary>
    public string? Leader { get; }

    /// <summary>The leader's grant of leadership; null as the leader.</summary>
    public Guid? SessionId { get; }

    /// <summary>How many processes stand by; null if that cannot be read.</summary>
    public int? Standbys { get; }

    /// <summary>How many jobs are to run, by their stored plans; null if that cannot be read.</summary>
    public int? Jobs { get; }

    /// <summary>The root below which it lies.</summary>
    public string FlinkRoot { get; }

    /// <summary>Its node.</summary>
    public string Path { get; }

    /// <summary>What could not be read, or not be understood: a line for each, which names the node.</summary>
    public IReadOnlyList<string> Problems { get; }

    /// <summary>The session that it was read through.</summary>
    ZkSession IBySession.Session => _session;

    string? IShown.ShownIdentity => PlainText.Line(ClusterId);

    string? IShown.ShownHost => PlainText.Line(Leader);

    string? IShown.ShownPath => PlainText.Line(Path);

    string? IShown.ShownText => PlainText.Lines(string.Join('\n', Problems));

    /// <summary>The id and who leads.</summary>
    public override string ToString() => PlainText.Line($"{ClusterId}: {State switch
    {
        FlinkClusterState.Led => $"led by {Leader}",
        FlinkClusterState.Electing => "nobody leads",
        _ => "cannot be read",
    }}");

    private static bool IsUnpublished(HaSnapshot snapshot) => snapshot.Components.Presence != Presence.Unknown
        && (snapshot.Components.Value ?? []).All(component => component.Kind != ComponentKind.RestServer || component.Published.Presence == Presence.Absent);
}
