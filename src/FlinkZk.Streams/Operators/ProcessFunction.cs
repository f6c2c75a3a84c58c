using FlinkZk.Streams.Records;
using FlinkZk.Streams.State;
using FlinkZk.Streams.Time;

namespace FlinkZk.Streams.Operators;

/// <summary>
/// What somebody wants done with keyed records (<c>KeyedProcessFunction</c>, <c>KeyedCoProcessFunction</c>, <c>KeyedBroadcastProcessFunction</c>): it keeps state by key, asks for
/// timers, and puts out records.
/// </summary>
internal abstract class ProcessFunction
{
    /// <summary>How many inputs it has.</summary>
    public virtual int Inputs => 1;

    /// <summary>The input whose records have no key and are for all keys; null = none.</summary>
    public virtual int? BroadcastInput => null;

    /// <summary>Called once: asks for its states.</summary>
    public virtual void Open(IKeyedState state)
    {
    }

    /// <summary>A record of a key.</summary>
    public abstract void Process(int input, IRow row, ProcessContext context);

    /// <summary>A record for all keys: it may change the broadcast state, which records of keys can only read.</summary>
    public virtual void ProcessBroadcast(IRow row, BroadcastState state, ProcessContext context) =>
        throw new InvalidOperationException($"{GetType().Name} names a broadcast input and does not process it.");

    /// <summary>A timer of a key is due. The context's timestamp is the timer's time.</summary>
    public virtual void OnTimer(TimeDomain domain, long time, ProcessContext context)
    {
    }
}
