using System.Management.Automation;
using FlinkZk.Coordination;

namespace FlinkZk;

/// <summary>A job lock that this process holds. It ends with Unlock-FlinkJob, with Dispose, or with its session.</summary>
public sealed class FlinkJobLock : IBySession, ILosable, IRequestable, IShown, IDisposable, IAsyncDisposable
{
    private readonly Ownership _ownership;
    private readonly DateTimeOffset _since;

    internal FlinkJobLock(string job, Ownership ownership, ZkSession session, LockTerms terms, DateTimeOffset since)
    {
        Job = job;
        Session = session;
        Purpose = terms.Purpose;
        Mode = LockTerms.Mode(terms.Limit);
        Count = terms.Limit.Count;
        _since = since;
        Since = ShownValue.IsoTime(since);
        _ownership = ownership;
        SessionLocks.Through(session).Add(this);
    }

    /// <summary>The job.</summary>
    public string Job { get; }

    /// <summary>Held, Lost or Released.</summary>
    public FlinkJobLockState State =>
        _ownership.IsReleased ? FlinkJobLockState.Released : Lost.IsCancellationRequested ? FlinkJobLockState.Lost : FlinkJobLockState.Held;

    /// <summary>Exclusive, Shared or Counted.</summary>
    public FlinkJobLockMode Mode { get; }

    /// <summary>How many may hold it together: 1 for Exclusive, null (any number) for Shared.</summary>
    public int? Count { get; }

    /// <summary>The fencing token: grows with every new owner, and belongs into every write that the owner makes.</summary>
    public long Token => _ownership.Token;

    /// <summary>Until when no other can own it, as far as is known now; it moves on with each heartbeat.</summary>
    public PSObject SafeUntil => ShownValue.IsoTime(_ownership.SafeUntil);

    /// <summary>Whether it is held and this moment is before <see cref="SafeUntil"/>.</summary>
    public bool IsSafe => _ownership.IsSafe;

    /// <summary>Cancelled when the lock is lost without having been released.</summary>
    CancellationToken ILosable.Lost => Lost;

    internal CancellationToken Lost => _ownership.Lost;

    /// <summary>Cancelled when somebody wants it to be given back.</summary>
    CancellationToken IRequestable.Requested => _ownership.Requested;

    /// <summary>Whether somebody wants it to be given back, with Request-FlinkJobLock: a script may look between two of its steps.</summary>
    public bool IsRequested => _ownership.Request is not null;

    /// <summary>Who wants it, as they say; null while nobody does.</summary>
    public string? RequestedBy => ClaimText.Of(_ownership.Request);

    /// <summary>Why, in their words.</summary>
    public string? RequestReason => _ownership.Request?.Reason;

    /// <summary>Since when it is held, by this process's clock.</summary>
    public PSObject Since { get; }

    /// <summary>Why it was taken, in the holder's words.</summary>
    public string? Purpose { get; }

    /// <summary>The node whose existence is the lock.</summary>
    public string Path => _ownership.Path;

    /// <summary>The session that holds it.</summary>
    ZkSession IBySession.Session => Session;

    internal ZkSession Session { get; }

    /// <summary>The proof that it is held.</summary>
    internal Ownership Ownership => _ownership;

    /// <summary>The runspace that took it.</summary>
    internal Guid Runspace { get; init; }

    string? IShown.ShownRequest => PlainText.Line(RequestedBy is null || RequestReason is null ? RequestedBy : $"{RequestedBy}: {RequestReason}");

    string? IShown.ShownJob => PlainText.Line(Job);

    string? IShown.ShownSince => ViewText.Time(_since);

    string? IShown.ShownSafeUntil => ViewText.Time(_ownership.SafeUntil);

    string? IShown.ShownPurpose => PlainText.Line(Purpose);

    /// <summary>The job's name.</summary>
    public override string ToString() => PlainText.Line(Job);

    /// <summary>Gives the lock back.</summary>
    public void Dispose() => ReleaseAsync(CancellationToken.None).AsTask().GetAwaiter().GetResult();

    /// <summary>Gives the lock back.</summary>
    public ValueTask DisposeAsync() => ReleaseAsync(CancellationToken.None);

    internal ValueTask ReleaseAsync(CancellationToken cancellationToken)
    {
        SessionLocks.Through(Session).Remove(this);
        return _ownership.ReleaseAsync(cancellationToken);
    }
}
