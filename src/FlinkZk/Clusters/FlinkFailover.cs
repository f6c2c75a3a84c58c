using FlinkZk.Clusters.Deploy;

namespace FlinkZk;

/// <summary>A change of leader that was helped along.</summary>
public sealed class FlinkFailover : IBySession, IShown
{
    private readonly ZkSession _session;

    internal FlinkFailover(string clusterId, string root, string? former, LeaderChangeResult result, ZkSession session) =>
        (ClusterId, FlinkRoot, Former, Leader, RemovedNodes, Elapsed, _session) = (clusterId, root, former, result.Leader, result.Nodes, result.Leader is null ? null : result.Elapsed, session);

    /// <summary>The cluster's id as Flink writes it, with the first slash: /default.</summary>
    public string ClusterId { get; }

    /// <summary>The REST server of the leader that was; null where the cluster was led already, and nothing had to change.</summary>
    public string? Former { get; }

    /// <summary>The REST server of the leader that is now; null if nobody has taken over in time.</summary>
    public string? Leader { get; }

    /// <summary>How long it took until that was published; null if nobody has taken over in time.</summary>
    public TimeSpan? Elapsed { get; }

    /// <summary>How many nodes of the former leader were removed; 0 if they went by themselves.</summary>
    public int RemovedNodes { get; }

    /// <summary>The root below which the cluster lies.</summary>
    public string FlinkRoot { get; }

    /// <summary>The session that it was done through.</summary>
    ZkSession IBySession.Session => _session;

    string? IShown.ShownIdentity => PlainText.Line(ClusterId);

    string? IShown.ShownHost => PlainText.Line(Leader);

    string? IShown.ShownPosition => PlainText.Line(Former);

    string? IShown.ShownTimeout => Elapsed is { } time ? ViewText.Duration(TimeSpan.FromMilliseconds(Math.Round(time.TotalMilliseconds))) : null;

    /// <summary>The cluster, and who leads.</summary>
    public override string ToString() => PlainText.Line($"{ClusterId}: {(Leader is null ? "nobody leads" : Former is null ? $"already led by {Leader}" : $"led by {Leader}")}");
}
