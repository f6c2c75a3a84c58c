namespace FlinkZk.Server.Log;

/// <summary>
/// When the next snapshot is due. A start replays what was logged since the last one, so that is bounded; and a snapshot is not written more often than the
/// log grows by as much again, so a large state costs each transaction at most one more write of its size.
/// </summary>
internal static class SnapshotPolicy
{
    /// <summary>Transactions that a start replays in about half a second.</summary>
    public const int MostRecords = 500_000;

    /// <summary>One segment: below that a snapshot saves nothing worth having.</summary>
    public const long LeastBytes = 64 * 1024 * 1024;

    /// <summary>Whether a snapshot is due.</summary>
    /// <param name="records">Transactions since the last one.</param>
    /// <param name="bytes">Bytes logged since.</param>
    /// <param name="snapshotBytes">The size of the last one.</param>
    /// <param name="mostRecords">Transactions after which one is due in any case.</param>
    public static bool IsDue(long records, long bytes, long snapshotBytes, int mostRecords = MostRecords) =>
        records >= mostRecords || (records > 0 && bytes >= Math.Max(LeastBytes, snapshotBytes));
}
