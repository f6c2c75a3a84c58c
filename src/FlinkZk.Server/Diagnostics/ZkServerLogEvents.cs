namespace FlinkZk.Server.Diagnostics;

/// <summary>What a server's log tells of: the values of <see cref="ZkServerLogEntry.Event"/>.</summary>
public static class ZkServerLogEvents
{
    /// <summary>The server listens.</summary>
    public const string Started = nameof(Started);

    /// <summary>The server has stopped.</summary>
    public const string Stopped = nameof(Stopped);

    /// <summary>What was loaded from the data folder.</summary>
    public const string Recovered = nameof(Recovered);

    /// <summary>Something that an operator should know of the data folder: a torn end, a snapshot put aside.</summary>
    public const string RecoveryFinding = nameof(RecoveryFinding);

    /// <summary>A session was opened.</summary>
    public const string SessionOpened = nameof(SessionOpened);

    /// <summary>A client came back to its session.</summary>
    public const string SessionRenewed = nameof(SessionRenewed);

    /// <summary>A client wanted a session that is over, or gave a wrong password.</summary>
    public const string SessionRefused = nameof(SessionRefused);

    /// <summary>A session ended, and its ephemeral nodes with it.</summary>
    public const string SessionClosed = nameof(SessionClosed);

    /// <summary>Nothing came from a session for its timeout: it will be closed.</summary>
    public const string SessionExpired = nameof(SessionExpired);

    /// <summary>A connection was not taken, because there are as many as the limits allow.</summary>
    public const string ConnectionRefused = nameof(ConnectionRefused);

    /// <summary>A connection was closed before it had a session: it said nothing in time, nonsense, or had seen more than this server.</summary>
    public const string HandshakeFailed = nameof(HandshakeFailed);

    /// <summary>A client could not prove who it is, or had to and did not.</summary>
    public const string AuthenticationFailed = nameof(AuthenticationFailed);

    /// <summary>A four-letter word was asked for that is not among those that are answered.</summary>
    public const string WordRefused = nameof(WordRefused);

    /// <summary>A request was over the limit, not readable, or none that there is; its connection was closed.</summary>
    public const string BadFrame = nameof(BadFrame);

    /// <summary>A client did not read what waited for it; its connection was closed.</summary>
    public const string ClientTooSlow = nameof(ClientTooSlow);

    /// <summary>Watches take more memory than they may; a connection with many of them was closed.</summary>
    public const string TooManyWatches = nameof(TooManyWatches);

    /// <summary>A connection was closed by an error of the server's own, such as memory that ran out.</summary>
    public const string ConnectionFailed = nameof(ConnectionFailed);

    /// <summary>The disk is full: writes are refused, reads work.</summary>
    public const string DiskFull = nameof(DiskFull);

    /// <summary>There is room on the disk again, and writes are taken.</summary>
    public const string DiskHasRoom = nameof(DiskHasRoom);

    /// <summary>What is stored takes all the memory that it may: writes that would make it larger are refused, everything else works.</summary>
    public const string MemoryFull = nameof(MemoryFull);

    /// <summary>There is room in memory again, and all writes are taken.</summary>
    public const string MemoryHasRoom = nameof(MemoryHasRoom);

    /// <summary>The disk took a second or more for one batch of the log: every write waited for that.</summary>
    public const string DiskSlow = nameof(DiskSlow);

    /// <summary>The log cannot be written, or a write could not be carried out: nothing can be changed until the server is started anew.</summary>
    public const string LogFailed = nameof(LogFailed);

    /// <summary>A snapshot was taken.</summary>
    public const string SnapshotTaken = nameof(SnapshotTaken);

    /// <summary>A snapshot could not be taken. Nothing is lost by it, but the log grows.</summary>
    public const string SnapshotFailed = nameof(SnapshotFailed);

    /// <summary>Snapshots and log that no start needs any more could not be deleted. It is tried again.</summary>
    public const string PurgeFailed = nameof(PurgeFailed);

    /// <summary>A quota is exceeded.</summary>
    public const string QuotaExceeded = nameof(QuotaExceeded);

    /// <summary>What a quota's node holds is none: nothing below it is written where quotas are enforced, and anything where they are not.</summary>
    public const string QuotaUnreadable = nameof(QuotaUnreadable);

    /// <summary>A member of an ensemble stops, leads, follows, or has lost the majority.</summary>
    public const string MemberChanged = nameof(MemberChanged);

    /// <summary>The server's certificate could not be read anew: the one before is used on.</summary>
    public const string CertificateUnreadable = nameof(CertificateUnreadable);
}
