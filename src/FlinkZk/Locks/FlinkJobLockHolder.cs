using System.Globalization;
using System.Management.Automation;
using FlinkZk.Coordination;

namespace FlinkZk;

/// <summary>One who holds a job's lock or waits for it, as everybody can see.</summary>
public sealed class FlinkJobLockHolder : IBySession, IShown
{
    private readonly DateTimeOffset _since;
    private readonly DateTimeOffset _queued;

    internal FlinkJobLockHolder(ZkSession session, string job, LockContender contender)
    {
        Target = new(session, job, contender);
        Job = job;
        Position = contender.Position;
        State = contender.IsHolder ? FlinkJobLockState.Held : FlinkJobLockState.Waiting;
        Token = contender.Token;
        Host = contender.Holder.Host;
        ProcessId = contender.Holder.Pid;
        User = contender.Holder.User;
        Purpose = contender.Holder.Purpose;
        _since = contender.Since;
        Since = ShownValue.IsoTime(_since);
        _queued = contender.Queued;
        Queued = ShownValue.IsoTime(_queued);
        Mode = LockTerms.Mode(contender.Limit);
        Count = contender.Limit.Count;
        SessionId = string.Create(CultureInfo.InvariantCulture, $"0x{contender.SessionId:x}");
        RequestedBy = ClaimText.Of(contender.Holder.Request);
        RequestReason = contender.Holder.Request?.Reason;
        Path = contender.Path;
    }

    /// <summary>The job.</summary>
    public string Job { get; }

    /// <summary>0 for the first; for the others, how many are ahead.</summary>
    public int Position { get; }

    /// <summary>Held or Waiting.</summary>
    public FlinkJobLockState State { get; }

    /// <summary>The machine, as they say. Who they are is their own word in the node: the server attests the session alone.</summary>
    public string? Host { get; }

    /// <summary>The process, as they say.</summary>
    public int? ProcessId { get; }

    /// <summary>The operating system's user, as they say.</summary>
    public string? User { get; }

    /// <summary>Who they say to be: the user, the machine and the process; null where their node does not tell.</summary>
    public string? ClaimedBy => ClaimText.Of(User, Host, ProcessId);

    /// <summary>Why, in their words.</summary>
    public string? Purpose { get; }

    /// <summary>Since when they hold, or wait, by the server's clock. Who had to wait says that it holds a tenth of a second later: up to then this is <see cref="Queued"/>.</summary>
    public PSObject Since { get; }

    /// <summary>Since when they stand in the queue, by the server's clock.</summary>
    public PSObject Queued { get; }

    /// <summary>Exclusive, Shared or Counted.</summary>
    public FlinkJobLockMode Mode { get; }

    /// <summary>How many may hold it together, as they say: 1 for Exclusive, null (any number) for Shared.</summary>
    public int? Count { get; }

    /// <summary>The session that owns their node, by the server's word, as its log names it.</summary>
    public string SessionId { get; }

    /// <summary>Who has asked them to give it back, as that one says; null while nobody has.</summary>
    public string? RequestedBy { get; }

    /// <summary>Why, in that one's words.</summary>
    public string? RequestReason { get; }

    /// <summary>The fencing token.</summary>
    public long Token { get; }

    /// <summary>Their node.</summary>
    public string Path { get; }

    /// <summary>The session it was read through.</summary>
    ZkSession IBySession.Session => Target.Session;

    /// <summary>The place in the queue.</summary>
    internal LockTarget Target { get; }

    string? IShown.ShownRequest => PlainText.Line(RequestedBy is null || RequestReason is null ? RequestedBy : $"{RequestedBy}: {RequestReason}");

    string? IShown.ShownJob => PlainText.Line(Job);

    string? IShown.ShownClaim => PlainText.Line(ClaimedBy);

    string? IShown.ShownSince => ViewText.Time(_since);

    string? IShown.ShownQueued => ViewText.Time(_queued);

    string? IShown.ShownPurpose => PlainText.Line(Purpose);

    string? IShown.ShownPath => PlainText.Line(Path);

    /// <summary>The job, the place in its queue, and who they say to be.</summary>
    public override string ToString() =>
        PlainText.Line($"{Job}: {(State == FlinkJobLockState.Held ? "held" : $"number {Position} in the queue")}, claimed by {ClaimedBy ?? "nobody"}{(Purpose is null ? "" : $": {Purpose}")}");
}
