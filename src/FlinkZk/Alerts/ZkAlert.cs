using System.Management.Automation;
using FlinkZk.Coordination;

namespace FlinkZk;

/// <summary>What is watched for, and how it stands.</summary>
public sealed class ZkAlert : IBySession, IShown
{
    private readonly AlertStatus _status;
    private readonly ZkSession _session;

    internal ZkAlert(AlertStatus status, ZkSession session) => (_status, _session) = (status, session);

    /// <summary>Its name.</summary>
    public string Name => _status.Name;

    /// <summary>Raised or Cleared; null where it has been neither yet.</summary>
    public ConditionEdge? State => _status.Last?.Edge;

    /// <summary>What it is about; null where its node cannot be read.</summary>
    public AlertKind? Kind => _status.Rule?.Kind;

    /// <summary>The node, the lock, the runner or the server; null where it needs none.</summary>
    public string? Target => _status.Rule?.Target;

    /// <summary>The condition in words.</summary>
    public string? Condition => _status.Rule?.Condition;

    /// <summary>For how long it has to be so before it is raised.</summary>
    public TimeSpan? For => _status.Rule?.For;

    /// <summary>For how long it has to be otherwise before it is cleared.</summary>
    public TimeSpan? ClearAfter => _status.Rule?.ClearAfter;

    /// <summary>Since when it is raised or cleared, by the clock of whoever watched.</summary>
    public PSObject? Since => _status.Last is { } last ? ShownValue.IsoTime(last.Time) : null;

    /// <summary>What was seen then.</summary>
    public string? Message => _status.Last?.Message;

    ZkSession IBySession.Session => _session;

    string? IShown.ShownKey => PlainText.Line(Name);

    string? IShown.ShownPath => PlainText.Line(Target);

    string? IShown.ShownReason => PlainText.Line(Condition);

    string? IShown.ShownText => PlainText.Line(Message);

    string? IShown.ShownSince => _status.Last is { } last ? ViewText.Time(last.Time) : null;

    /// <summary>Its name, how it stands, and the condition.</summary>
    public override string ToString() => PlainText.Line($"{Name}{(State is null ? "" : $" {State}")}: {Condition ?? "its node cannot be read"}");
}
