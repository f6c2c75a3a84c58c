using System.Management.Automation;

namespace FlinkZk;

/// <summary>What Watch-ZkNode tells.</summary>
public sealed class ZkNodeEvent : ZkNodeItem, IShown
{
    private readonly DateTimeOffset _time;

    internal ZkNodeEvent(ZkNodeEventType type, string path, long? zxid, ZkNode? node, ZkSession session)
        : base(session)
    {
        Type = type;
        Path = path;
        Zxid = zxid;
        Node = node;
        State = session.State;
        _time = session.Client.TimeProvider.GetUtcNow();
    }

    /// <summary>What happened.</summary>
    public ZkNodeEventType Type { get; }

    /// <summary>The node.</summary>
    public override string Path { get; }

    /// <summary>The transaction that caused it; null where the server (before 3.9) does not tell, or none did.</summary>
    public long? Zxid { get; }

    /// <summary>A snapshot's node; null where it does not exist, and for other events.</summary>
    public ZkNode? Node { get; }

    /// <summary>The data of a snapshot's node as text; null for other events, and unless they are UTF-8.</summary>
    public string? Text => Node?.Text;

    /// <summary>The session's state.</summary>
    public Client.SessionState State { get; }

    /// <summary>When it was heard of, by this process's clock.</summary>
    public PSObject Time => ShownValue.IsoTime(_time);

    string? IShown.ShownPath => PlainText.Line(Path);

    string? IShown.ShownTime => ViewText.Clock(_time);

    string? IShown.ShownMoment => ViewText.Time(_time);

    string? IShown.ShownZxid => ViewText.Zxid(Zxid);

    string? IShown.ShownData => Type switch
    {
        ZkNodeEventType.Snapshot => Node is null ? "(does not exist)" : ViewText.Bytes(Node.Data),
        ZkNodeEventType.Lost => State.ToString(),
        _ => "",
    };

    /// <summary>The type and the path.</summary>
    public override string ToString() => $"{Type} {PlainText.Line(Path)}";
}
