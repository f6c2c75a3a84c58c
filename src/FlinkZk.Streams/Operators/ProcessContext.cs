using FlinkZk.Streams.Records;
using FlinkZk.Streams.State;

namespace FlinkZk.Streams.Operators;

/// <summary>What a <see cref="ProcessFunction"/> may see and do for the record, or the timer, at hand.</summary>
internal sealed class ProcessContext(KeyedContext keyed, IReadOnlyDictionary<string, object?> broadcast, Action<string?, IRow, long?> emit)
{
    /// <summary>The record's time, or that of the timer; null = it has none.</summary>
    public long? Timestamp { get; set; }

    /// <summary>What an emitted record has as its time if nothing else is said; null = none, as after a processing-time timer.</summary>
    public long? OutputTimestamp { get; set; }

    /// <summary>The current key.</summary>
    public object Key => keyed.State.CurrentKey;

    public long CurrentWatermark => keyed.EventTimers.Now;

    public long CurrentProcessingTime => keyed.ProcessingTimers.Now;

    /// <summary>What was broadcast, to read.</summary>
    public IReadOnlyDictionary<string, object?> Broadcast => broadcast;

    public void RegisterEventTimeTimer(long time) => keyed.EventTimers.Register(time, StateNamespace.None);

    public void DeleteEventTimeTimer(long time) => keyed.EventTimers.Delete(time, StateNamespace.None);

    public void RegisterProcessingTimeTimer(long time) => keyed.ProcessingTimers.Register(time, StateNamespace.None);

    public void DeleteProcessingTimeTimer(long time) => keyed.ProcessingTimers.Delete(time, StateNamespace.None);

    /// <summary>Puts out a record with the time of the one at hand.</summary>
    /// <param name="row">The record.</param>
    /// <param name="side">The side output; null = the main one.</param>
    public void Emit(IRow row, string? side = null) => emit(side, row, OutputTimestamp);
}
