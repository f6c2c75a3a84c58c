using System.Management.Automation;
using FlinkZk.Coordination;

namespace FlinkZk;

/// <summary>An alert that was raised or cleared.</summary>
public sealed class ZkAlertEvent : IBySession, IShown
{
    private readonly Alert _alert;
    private readonly ZkSession _session;

    internal ZkAlertEvent(Alert alert, ZkSession session) => (_alert, _session) = (alert, session);

    /// <summary>When, by the clock of whoever watched.</summary>
    public PSObject Time => ShownValue.IsoTime(_alert.Time);

    /// <summary>The alert's name.</summary>
    public string Name => _alert.Name;

    /// <summary>Raised or Cleared.</summary>
    public ConditionEdge Edge => _alert.Edge;

    /// <summary>It grows by one with each edge of the alert: by name and number a receiver knows one that is told again after a crash.</summary>
    public long Number => _alert.Number;

    /// <summary>What it is about; null where the alert was removed.</summary>
    public AlertKind? Kind => _alert.Rule?.Kind;

    /// <summary>The node, the lock, the runner or the server; null where it needs none.</summary>
    public string? Target => _alert.Rule?.Target;

    /// <summary>What was seen.</summary>
    public string Message => _alert.Message;

    ZkSession IBySession.Session => _session;

    string? IShown.ShownTime => ViewText.Clock(_alert.Time);

    string? IShown.ShownMoment => ViewText.Time(_alert.Time);

    string? IShown.ShownKey => PlainText.Line(Name);

    string? IShown.ShownPath => PlainText.Line(Target);

    string? IShown.ShownText => PlainText.Line(Message);

    /// <summary>The name, what became of it, and the message.</summary>
    public override string ToString() => PlainText.Line($"{Name} {Edge}: {Message}");
}
