using System.Management.Automation;
using FlinkZk.Coordination;

namespace FlinkZk;

/// <summary>What somebody did to another's place in the queue of a job's lock, from the lock's history.</summary>
public sealed class FlinkJobLockAction : IShown
{
    private readonly DateTimeOffset _time;

    internal FlinkJobLockAction(string job, LockAction action)
    {
        Job = job;
        _time = action.Time;
        Time = ShownValue.IsoTime(_time);
        Action = action.Kind;
        User = action.By.User;
        Host = action.By.Host;
        ProcessId = action.By.Pid;
        Identity = action.Identity;
        Reason = action.By.Reason;
        Holder = ClaimText.Of(action.Holder.User, action.Holder.Host, action.Holder.Pid);
        Purpose = action.Holder.Purpose;
        Token = action.Token;
        Path = action.Contender;
    }

    /// <summary>The job.</summary>
    public string Job { get; }

    /// <summary>When, by the server's clock.</summary>
    public PSObject Time { get; }

    /// <summary>Requested or Removed.</summary>
    public LockActionKind Action { get; }

    /// <summary>Who did it, as they say: the identity, else the operating system's user.</summary>
    public string? ClaimedBy => Identity ?? User;

    /// <summary>The operating system's user, as who did it says.</summary>
    public string? User { get; }

    /// <summary>The machine, as who did it says.</summary>
    public string? Host { get; }

    /// <summary>The process, as who did it says.</summary>
    public int? ProcessId { get; }

    /// <summary>Whom their session had proved to ZooKeeper, as they say; null where nobody.</summary>
    public string? Identity { get; }

    /// <summary>Why, in their words.</summary>
    public string? Reason { get; }

    /// <summary>To whom it was done, as that one said.</summary>
    public string? Holder { get; }

    /// <summary>What that one had the lock for, or wanted it for.</summary>
    public string? Purpose { get; }

    /// <summary>That one's fencing token.</summary>
    public long Token { get; }

    /// <summary>That one's node.</summary>
    public string Path { get; }

    string? IShown.ShownJob => PlainText.Line(Job);

    string? IShown.ShownTime => ViewText.Minute(_time);

    string? IShown.ShownMoment => ViewText.Time(_time);

    string? IShown.ShownClaim => PlainText.Line(ClaimedBy);

    string? IShown.ShownUser => PlainText.Line(User);

    string? IShown.ShownHost => PlainText.Line(Host);

    string? IShown.ShownIdentity => PlainText.Line(Identity);

    string? IShown.ShownReason => PlainText.Line(Reason);

    string? IShown.ShownHolder => PlainText.Line(Holder);

    string? IShown.ShownPurpose => PlainText.Line(Purpose);

    string? IShown.ShownPath => PlainText.Line(Path);

    /// <summary>What was done, to whom and by whom.</summary>
    public override string ToString() => PlainText.Line($"{Job}: {Holder ?? "somebody"} {(Action == LockActionKind.Removed ? "removed" : "asked to let go")} by {ClaimedBy ?? "somebody"}{(Reason is null ? "" : $": {Reason}")}");
}
