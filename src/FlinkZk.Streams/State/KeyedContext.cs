using FlinkZk.Streams.Time;

namespace FlinkZk.Streams.State;

/// <summary>What an operator keeps by key: its states, and its timers of both domains. Made when the operator opens; a snapshot is the whole of it.</summary>
internal sealed class KeyedContext
{
    /// <param name="onTimer">Called for each timer that is due: domain, time, namespace. The state speaks for the timer's key and namespace meanwhile.</param>
    /// <param name="clock">Where time stands.</param>
    public KeyedContext(Action<TimeDomain, long, StateNamespace> onTimer, OperatorClock clock)
    {
        EventTimers = new(State, (time, at) => onTimer(TimeDomain.Event, time, at)) { Now = clock.Watermark };
        ProcessingTimers = new(State, (time, at) => onTimer(TimeDomain.Processing, time, at)) { Now = clock.ProcessingTime };
        State.Now = clock.ProcessingTime;
    }

    public HeapKeyedState State { get; } = new();

    public KeyedTimers EventTimers { get; }

    public KeyedTimers ProcessingTimers { get; }

    public void AdvanceWatermark(long watermark) => EventTimers.Advance(watermark);

    /// <summary>Sets the clock, fires what is due, and now and then removes what has expired.</summary>
    public void AdvanceProcessingTime(long now)
    {
        State.Now = now;
        ProcessingTimers.Advance(now);
        State.SweepIfDue();
    }

    public void Write(StateWriter writer)
    {
        State.Write(writer);
        EventTimers.Write(writer);
        ProcessingTimers.Write(writer);
    }

    public void Read(StateReader reader)
    {
        State.Read(reader);
        EventTimers.Read(reader);
        ProcessingTimers.Read(reader);
    }
}
