namespace FlinkZk.Server.Journal;

/// <summary>When a snapshot is due: after so many transactions or log bytes (snapCount, snapSizeLimitInKb).</summary>
internal static class SnapshotPolicy
{
    public const int Transactions = 100_000;
    public const long LogBytes = 1L << 30;

    public static bool IsDue(long transactions, long bytes) => transactions >= Transactions || bytes >= LogBytes;
}
