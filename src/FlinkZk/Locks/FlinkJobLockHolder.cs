using System.Globalization;
using System.Management.Automation;
using FlinkZk.Coordination;

namespace FlinkZk;

/// <summary>One who holds a job's lock or waits for it, as everybody can see.</summary>
public sealed class FlinkJobLockHolder : IShown
{
    private readonly DateTimeOffset _since;

    internal FlinkJobLockHolder(string job, LockContender contender)
    {
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
        Path = contender.Path;
    }

    /// <summary>The job.</summary>
    public string Job { get; }

    /// <summary>0 for the holder; for the others, how many are ahead.</summary>
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
    public string? ClaimedBy => User is null && Host is null ? null
        : $"{User ?? "somebody"} on {Host ?? "an unknown host"}{(ProcessId is null ? "" : string.Create(CultureInfo.InvariantCulture, $" ({ProcessId})"))}";

    /// <summary>Why, in their words.</summary>
    public string? Purpose { get; }

    /// <summary>Since when they stand in the queue, by the server's clock.</summary>
    public PSObject Since { get; }

    /// <summary>The fencing token.</summary>
    public long Token { get; }

    /// <summary>Their node.</summary>
    public string Path { get; }

    string? IShown.ShownJob => PlainText.Line(Job);

    string? IShown.ShownClaim => PlainText.Line(ClaimedBy);

    string? IShown.ShownSince => ViewText.Time(_since);

    string? IShown.ShownPurpose => PlainText.Line(Purpose);

    string? IShown.ShownPath => PlainText.Line(Path);

    /// <summary>The job, the place in its queue, and who they say to be.</summary>
    public override string ToString() =>
        PlainText.Line($"{Job}: {(State == FlinkJobLockState.Held ? "held" : $"number {Position} in the queue")}, claimed by {ClaimedBy ?? "nobody"}{(Purpose is null ? "" : $": {Purpose}")}");
}
