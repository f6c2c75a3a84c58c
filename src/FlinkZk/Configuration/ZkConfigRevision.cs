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

    /// <summary>The operating system's user who made it.</summary>
    public string? User { get; }

    /// <summary>The user that the session had proved to ZooKeeper; null where none.</summary>
    public string? Identity { get; }

    /// <summary>The machine where it was made.</summary>
    public string? Host { get; }

    /// <summary>Why, in the user's words.</summary>
    public string? Reason { get; }

    /// <summary>What changed.</summary>
    public ZkConfigChanges Changes { get; }

    string? IShown.ShownTime => ViewText.Minute(_time);

    string? IShown.ShownIdentity => Author;

    string? IShown.ShownChanges => ViewText.Line(Changes.ToString());

    // Whom the session proved, else the operating system's user.
    private string Author => Identity ?? User ?? "";

    /// <summary>Number, time, author, changes and reason.</summary>
    public override string ToString() =>
        $"{Revision} {ViewText.Time(_time)} {Author}: {Changes}{(Reason is null ? "" : $" ({ViewText.Line(Reason)})")}";
}
