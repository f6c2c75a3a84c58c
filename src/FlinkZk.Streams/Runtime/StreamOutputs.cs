using FlinkZk.Streams.Records;

namespace FlinkZk.Streams.Runtime;

/// <summary>
/// Where a job's outputs go. Everything is called on the thread that runs the job, in one order that the size of batches does not change:
/// each record's own outputs, then those of the watermark that follows it.
/// An exception from any of them ends the job and reaches the caller as it is.
/// </summary>
public sealed record StreamOutputs
{
    /// <summary>Takes the results of windows.</summary>
    public Action<WindowResult>? Result { get; init; }

    /// <summary>Takes the records of a job without windows, each with the revision that held for it.</summary>
    public Action<IRow, long>? Record { get; init; }

    /// <summary>Takes late records. They are counted whether or not anybody takes them.</summary>
    public Action<LateRecord>? Late { get; init; }

    /// <summary>Takes records' errors and decides. Without it the job goes on and counts.</summary>
    public Func<RecordError, ErrorDecision>? Error { get; init; }

    /// <summary>Hears of progress after each batch of a bounded input.</summary>
    public Action<StreamProgress>? Progress { get; init; }
}
