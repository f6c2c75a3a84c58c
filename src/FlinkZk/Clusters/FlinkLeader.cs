using System.Management.Automation;
using FlinkZk.Clusters.Ha;
using FlinkZk.Clusters.Model;

namespace FlinkZk;

/// <summary>Who leads a component of a Flink cluster, at the moment of the reading.</summary>
public sealed class FlinkLeader : IBySession, IShown
{
    private readonly ZkSession _session;
    private readonly DateTime? _since;

    internal FlinkLeader(string clusterId, string root, string component, Known<NodeContent<LeaderInformation>> published, ZkSession session)
    {
        (ClusterId, FlinkRoot, Component, _session) = (clusterId, root, component, session);
        Path = new HaPaths(clusterId, root).ConnectionInfo(component);
        var content = published.Value;
        Address = content?.Value?.Address;
        SessionId = content?.Value?.SessionId;
        _since = content?.Node.Created;
        State = Address is not null ? FlinkClusterState.Led : published.Presence == Presence.Absent ? FlinkClusterState.Electing : FlinkClusterState.Unknown;
        Problem = published.Reason ?? content?.Error?.Message;
    }

    /// <summary>The cluster's id as Flink writes it, with the first slash: /default.</summary>
    public string ClusterId { get; }

    /// <summary>What it leads: rest_server, dispatcher, resource_manager, or a job's master.</summary>
    public string Component { get; }

    /// <summary>Led, Electing or Unknown.</summary>
    public FlinkClusterState State { get; }

    /// <summary>Where the leader is reached; null if none is published, or it cannot be read.</summary>
    public string? Address { get; }

    /// <summary>The leader's grant of leadership; null as the address.</summary>
    public Guid? SessionId { get; }

    /// <summary>Since when it leads, by ZooKeeper's clock; null if nobody does.</summary>
    public PSObject? Since => _since is { } since ? ShownValue.IsoTime(new DateTimeOffset(since)) : null;

    /// <summary>Why it is unknown; null unless it is.</summary>
    public string? Problem { get; }

    /// <summary>The root below which the cluster lies.</summary>
    public string FlinkRoot { get; }

    /// <summary>The node in which it publishes its address.</summary>
    public string Path { get; }

    /// <summary>The session that it was read through.</summary>
    ZkSession IBySession.Session => _session;

    string? IShown.ShownIdentity => PlainText.Line(ClusterId);

    string? IShown.ShownPurpose => PlainText.Line(Component);

    string? IShown.ShownHost => PlainText.Line(Address);

    string? IShown.ShownSince => _since is { } since ? ViewText.Time(since) : null;

    string? IShown.ShownReason => PlainText.Line(Problem);

    string? IShown.ShownPath => PlainText.Line(Path);

    /// <summary>The id and who leads.</summary>
    public override string ToString() => PlainText.Line($"{ClusterId}: {State switch
    {
        FlinkClusterState.Led => $"{Component} led by {Address}",
        FlinkClusterState.Electing => $"nobody leads {Component}",
        _ => "cannot be read",
    }}");
}
