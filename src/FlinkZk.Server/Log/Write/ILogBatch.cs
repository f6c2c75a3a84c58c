using FlinkZk.Wire;

namespace FlinkZk.Server.Log;

/// <summary>
/// Requests that become durable together. It belongs to whoever rented it, then to the log, then to the stage after, which gives it back empty. It grows until the log is free, so that
/// a single request waits for nothing and many share a sync; but not for ever.
/// </summary>
internal interface ILogBatch
{
    /// <summary>Requests in a batch, as in ZooKeeper's <c>SyncRequestProcessor</c>.</summary>
    const int MostRequests = 1000;

    /// <summary>Bytes in a batch: what a disk writes in about the time of a sync.</summary>
    const int MostBytes = 1024 * 1024;

    /// <summary>The records, as <see cref="RecordEncoder"/> made them; none if all requests are reads.</summary>
    WireBuffer Records { get; }

    /// <summary>Requests that wait for it: reads, too, wait behind their session's writes.</summary>
    int Requests { get; }

    /// <summary>Whether no further request goes in, although the log is still busy with the batch before.</summary>
    static bool IsFull(ILogBatch batch) => batch.Requests >= MostRequests || batch.Records.Length >= MostBytes;
}
