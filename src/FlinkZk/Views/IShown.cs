using System.ComponentModel;
using System.Management.Automation;

namespace FlinkZk.Views;

/// <summary>
/// What a view shows of an object where no property says it in a cell. Views name these as properties, because a script block of a view that calls a method
/// prints nothing in a session of constrained language; nothing else lists them (see <see cref="IBySession"/>). What others
/// wrote stands here as <see cref="Wire.PlainText"/> makes it, and as it is in the property. Null where an object has no such text.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface IShown
{
    /// <summary>Data in one line.</summary>
    [Hidden]
    string? ShownData => null;

    /// <summary>A configured value in one line.</summary>
    [Hidden]
    string? ShownValue => null;

    /// <summary>Changes in one line.</summary>
    [Hidden]
    string? ShownChanges => null;

    /// <summary>Who it is about, or who did it.</summary>
    [Hidden]
    string? ShownIdentity => null;

    /// <summary>Permissions by their letters.</summary>
    [Hidden]
    string? ShownPermissions => null;

    /// <summary>Where it came from.</summary>
    [Hidden]
    string? ShownPosition => null;

    /// <summary>A node's path in one line.</summary>
    [Hidden]
    string? ShownPath => null;

    /// <summary>Text with its lines.</summary>
    [Hidden]
    string? ShownText => null;

    /// <summary>A job's name in one line.</summary>
    [Hidden]
    string? ShownJob => null;

    /// <summary>A key in one line.</summary>
    [Hidden]
    string? ShownKey => null;

    /// <summary>Who somebody says to be, in one line.</summary>
    [Hidden]
    string? ShownClaim => null;

    /// <summary>A user's name in one line.</summary>
    [Hidden]
    string? ShownUser => null;

    /// <summary>A machine's name in one line.</summary>
    [Hidden]
    string? ShownHost => null;

    /// <summary>What something is for, in one line.</summary>
    [Hidden]
    string? ShownPurpose => null;

    /// <summary>Why, in one line.</summary>
    [Hidden]
    string? ShownReason => null;

    /// <summary>How an identity is named, in one line.</summary>
    [Hidden]
    string? ShownScheme => null;

    /// <summary>A file's path in one line.</summary>
    [Hidden]
    string? ShownFile => null;

    /// <summary>A record in one line.</summary>
    [Hidden]
    string? ShownRecord => null;

    /// <summary>A time, as short as its column needs it.</summary>
    [Hidden]
    string? ShownTime => null;

    /// <summary>A time to the second. A copy in another process has no formats for times, only their texts.</summary>
    [Hidden]
    string? ShownMoment => null;

    /// <summary>When it was created, to the second.</summary>
    [Hidden]
    string? ShownCreated => null;

    /// <summary>When it was last changed, to the second.</summary>
    [Hidden]
    string? ShownModified => null;

    /// <summary>Who asks for something, and why, in one line.</summary>
    [Hidden]
    string? ShownRequest => null;

    /// <summary>Who had something, in one line.</summary>
    [Hidden]
    string? ShownHolder => null;

    /// <summary>When something got in line.</summary>
    [Hidden]
    string? ShownQueued => null;

    /// <summary>Since when, to the second.</summary>
    [Hidden]
    string? ShownSince => null;

    /// <summary>Until when, to the second.</summary>
    [Hidden]
    string? ShownSafeUntil => null;

    /// <summary>A transaction.</summary>
    [Hidden]
    string? ShownZxid => null;

    /// <summary>A timeout.</summary>
    [Hidden]
    string? ShownTimeout => null;

    /// <summary>How long it runs.</summary>
    [Hidden]
    string? ShownUptime => null;

    /// <summary>Bytes.</summary>
    [Hidden]
    string? ShownSize => null;

    /// <summary>Requests a second.</summary>
    [Hidden]
    string? ShownRate => null;

    /// <summary>A latency.</summary>
    [Hidden]
    string? ShownLatency => null;

    /// <summary>The longest latency.</summary>
    [Hidden]
    string? ShownMaxLatency => null;
}
