namespace FlinkZk.Server.Log;

/// <summary>
/// When a batch is closed, although the log is still busy with the one before. Otherwise it grows until the log is free: so a single request waits
/// for nothing, and many share a sync.
/// </summary>
internal static class GroupCommit
{
    /// <summary>Requests in a batch, as in ZooKeeper's <c>SyncRequestProcessor</c>.</summary>
    public const int MostRequests = 1000;

    /// <summary>Bytes in a batch: what a disk writes in about the time of a sync.</summary>
    public const int MostBytes = 1024 * 1024;

    /// <summary>Whether no further request goes in.</summary>
    public static bool IsFull(ILogBatch batch) => batch.Requests >= MostRequests || batch.Records.Length >= MostBytes;
}
