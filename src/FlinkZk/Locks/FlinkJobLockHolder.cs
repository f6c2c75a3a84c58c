using System.Management.Automation;
using FlinkZk.Coordination;

namespace FlinkZk;

/// <summary>One who holds a job's lock or waits for it, as everybody can see.</summary>
public sealed class FlinkJobLockHolder
{
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
        Since = ShownValue.IsoTime(contender.Since);
        Path = contender.Path;
    }

    /// <summary>The job.</summary>
    public string Job { get; }

    /// <summary>0 for the holder; for the others, how many are ahead.</summary>
    public int Position { get; }

    /// <summary>Held or Waiting.</summary>
    public FlinkJobLockState State { get; }

    /// <summary>The machine.</summary>
    public string? Host { get; }

    /// <summary>The process.</summary>
    public int? ProcessId { get; }

    /// <summary>The operating system's user.</summary>
    public string? User { get; }

    /// <summary>Why, in their words.</summary>
    public string? Purpose { get; }

    /// <summary>Since when they stand in the queue, by the server's clock.</summary>
    public PSObject Since { get; }

    /// <summary>The fencing token.</summary>
    public long Token { get; }

    /// <summary>Their node.</summary>
    public string Path { get; }

    /// <summary>The job, the place in its queue, and who it is.</summary>
    public override string ToString() =>
        $"{Job}: {(State == FlinkJobLockState.Held ? "held" : $"number {Position} in the queue")} by {User ?? "somebody"} on {Host ?? "an unknown host"}{(Purpose is null ? "" : $" ({ViewText.Line(Purpose)})")}";
}
