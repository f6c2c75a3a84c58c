using FlinkZk.Wire;

namespace FlinkZk.Server.Log;

/// <summary>
/// Requests that become durable together. It belongs to whoever rented it, then to the log, then to the stage after, which gives it back empty.
/// </summary>
internal interface ILogBatch
{
    /// <summary>The records, as <see cref="RecordEncoder"/> made them; none if all requests are reads.</summary>
    WireBuffer Records { get; }

    /// <summary>Requests that wait for it: reads, too, wait behind their session's writes.</summary>
    int Requests { get; }
}
