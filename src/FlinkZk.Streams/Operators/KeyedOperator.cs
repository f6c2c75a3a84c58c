using FlinkZk.Streams.Runtime;
using FlinkZk.Streams.State;
using FlinkZk.Streams.Time;

namespace FlinkZk.Streams.Operators;

/// <summary>An operator that looks at one record after the other and keeps state and timers by key.</summary>
/// <param name="job">The job.</param>
internal abstract class KeyedOperator(JobContext job) : RecordOperator(job)
{
    /// <summary>What is kept by key.</summary>
    public KeyedContext Keyed { get; private set; } = null!;

    public sealed override void Open(OperatorClock clock)
    {
        Keyed = new KeyedContext(OnTimer, clock);
        Open(Keyed.State);
    }

    public override void OnWatermark(long watermark)
    {
        Keyed.AdvanceWatermark(watermark);
        Emitter.Flush(this);
        base.OnWatermark(watermark);
    }

    public override void OnProcessingTime(long now)
    {
        Keyed.AdvanceProcessingTime(now);
        Emitter.Flush(this);
    }

    public override void Snapshot(StateWriter writer) => Keyed.Write(writer);

    public override void Restore(StateReader reader) => Keyed.Read(reader);

    /// <summary>Called once: asks for its states.</summary>
    protected abstract void Open(IKeyedState state);

    /// <summary>A timer is due. The state speaks for its key.</summary>
    protected abstract void OnTimer(TimeDomain domain, long time, StateNamespace at);
}
