using System.Management.Automation;
using FlinkZk.Coordination;

namespace FlinkZk;

/// <summary>What has become of a runner.</summary>
public sealed class FlinkRunnerEvent : IShown
{
    private readonly DateTimeOffset _time;

    internal FlinkRunnerEvent(MemberChange change, ZkSession session, DateTimeOffset time)
    {
        (Type, Runner, _time) = (change.Kind, new(change.Member, session), time);
        Time = ShownValue.IsoTime(time);
    }

    /// <summary>When it was seen, by this process's clock.</summary>
    public PSObject Time { get; }

    /// <summary>Joined, Changed or Left.</summary>
    public MemberChangeKind Type { get; }

    /// <summary>The runner's name.</summary>
    public string Id => Runner.Id;

    /// <summary>Who it says to be.</summary>
    public string? ClaimedBy => Runner.ClaimedBy;

    /// <summary>The runner as it is; of one that has left, as it was.</summary>
    [Hidden]
    public FlinkRunner Runner { get; }

    string? IShown.ShownTime => ViewText.Time(_time);

    string? IShown.ShownKey => PlainText.Line(Id);

    string? IShown.ShownClaim => PlainText.Line(ClaimedBy);

    /// <summary>The runner, and what happened.</summary>
    public override string ToString() => PlainText.Line($"{Id}: {Type}{(ClaimedBy is null ? "" : $", {ClaimedBy}")}");
}
