using System.Management.Automation;
using FlinkZk.Coordination;

namespace FlinkZk;

/// <summary>One atomic change of the configuration.</summary>
public sealed class ZkConfigRevision : IShown
{
    private readonly DateTimeOffset _time;

    internal ZkConfigRevision(ConfigurationRevision revision)
    {
        Revision = revision.Revision;
        _time = revision.Time;
        User = revision.User;
        Identity = revision.Identity;
        Host = revision.Host;
        Reason = revision.Reason;
        Changes = new ZkConfigChanges(revision.Changes.Select(change => new ZkConfigChange(change)));
    }

    /// <summary>Its number; revisions grow by one.</summary>
    public long Revision { get; }

    /// <summary>When, by the server's clock.</summary>
    public PSObject Time => ShownValue.IsoTime(_time);

    /// <summary>The operating system's user, as who made it says.</summary>
    public string? User { get; }

    /// <summary>Whom the session had proved to ZooKeeper, as who made it says; null where nobody. The server attests none of it: whoever may write the history may write any name.</summary>
    public string? Identity { get; }

    /// <summary>The machine, as who made it says.</summary>
    public string? Host { get; }

    /// <summary>Who made it, as they say: the identity, else the operating system's user.</summary>
    public string? ClaimedBy => Identity ?? User;

    /// <summary>Why, in the user's words.</summary>
    public string? Reason { get; }

    /// <summary>What changed.</summary>
    public ZkConfigChanges Changes { get; }

    string? IShown.ShownTime => ViewText.Minute(_time);

    string? IShown.ShownMoment => ViewText.Time(_time);

    string? IShown.ShownClaim => PlainText.Line(ClaimedBy);

    string? IShown.ShownUser => PlainText.Line(User);

    string? IShown.ShownIdentity => PlainText.Line(Identity);

    string? IShown.ShownHost => PlainText.Line(Host);

    string? IShown.ShownReason => PlainText.Line(Reason);

    string? IShown.ShownChanges => Changes.ToString();

    /// <summary>Number, time, who they say to be, changes and reason.</summary>
    public override string ToString() =>
        $"{Revision} {ViewText.Time(_time)} claimed by {PlainText.Line(ClaimedBy) ?? "nobody"}: {Changes}{(Reason is null ? "" : $" ({PlainText.Line(Reason)})")}";
}
