using System.Management.Automation;
using FlinkZk.Coordination;

namespace FlinkZk;

/// <summary>What has become of a job's lock, or of a place in its queue.</summary>
public sealed class FlinkJobLockEvent : IShown
{
    private readonly DateTimeOffset _time;

    internal FlinkJobLockEvent(ZkSession session, string job, LockChange change, DateTimeOffset time)
    {
        Job = job;
        Type = change.Kind;
        Contender = change.Contender is { } contender ? new FlinkJobLockHolder(session, job, contender) : null;
        _time = time;
        Time = ShownValue.IsoTime(time);
    }

    /// <summary>The job.</summary>
    public string Job { get; }

    /// <summary>When it was seen, by this process's clock.</summary>
    public PSObject Time { get; }

    /// <summary>Held, Waiting, Gone (one that held or waited) or Free (nobody holds it).</summary>
    public LockChangeKind Type { get; }

    /// <summary>Who, as they say.</summary>
    public string? ClaimedBy => Contender?.ClaimedBy;

    /// <summary>Why, in their words.</summary>
    public string? Purpose => Contender?.Purpose;

    /// <summary>Their fencing token; null where it is about nobody.</summary>
    public long? Token => Contender?.Token;

    /// <summary>Their place in the queue, as Get-FlinkJobLock gives it; null where it is about nobody.</summary>
    [Hidden]
    public FlinkJobLockHolder? Contender { get; }

    string? IShown.ShownJob => PlainText.Line(Job);

    string? IShown.ShownTime => ViewText.Time(_time);

    string? IShown.ShownClaim => PlainText.Line(ClaimedBy);

    string? IShown.ShownPurpose => PlainText.Line(Purpose);

    /// <summary>The job, what happened, and to whom.</summary>
    public override string ToString() => PlainText.Line($"{Job}: {Type}{(Contender is null ? "" : $", {ClaimedBy ?? "somebody"}")}{(Purpose is null ? "" : $": {Purpose}")}");
}
