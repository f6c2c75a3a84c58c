using FlinkZk.Streams.Time;
using FlinkZk.Streams.Windows;

namespace FlinkZk.Streams.Runtime;

/// <summary>When windows give their results, where not at their end. Made by its static members.</summary>
public sealed record WindowTrigger
{
    private readonly Func<TimeDomain, Trigger> _create;

    private WindowTrigger(Func<TimeDomain, Trigger> create) => _create = create;

    /// <summary>The property whose number decides; null where none does.</summary>
    public string? Property { get; private init; }

    /// <summary>Whether windows begin anew after each result.</summary>
    public bool Purges { get; init; }

    /// <summary>Gives a result also when the clock has gone on by this since the window's first record after the last one; null = never.</summary>
    public TimeSpan? Timeout { get; init; }

    /// <summary>At the window's end, and later with every record.</summary>
    public static WindowTrigger OnTime { get; } = new(static domain => domain == TimeDomain.Event ? new EventTimeTrigger() : new ProcessingTimeTrigger());

    /// <summary>Once, when the input has ended.</summary>
    public static WindowTrigger AtEnd { get; } = new(static _ => new EndOfStreamTrigger());

    /// <summary>With every n-th record of a window, and at no other time.</summary>
    /// <param name="count">n.</param>
    /// <exception cref="ArgumentOutOfRangeException">It is not positive.</exception>
    public static WindowTrigger EveryRecords(long count)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        return new(_ => new CountTrigger(count));
    }

    /// <summary>Each time that time has gone on by the interval; in event time also at the window's end.</summary>
    /// <param name="interval">At least a millisecond.</param>
    /// <exception cref="ArgumentOutOfRangeException">It is shorter.</exception>
    public static WindowTrigger Every(TimeSpan interval)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(interval, TimeSpan.FromMilliseconds(1));
        var milliseconds = interval.Ticks / TimeSpan.TicksPerMillisecond;
        return new(domain => domain == TimeDomain.Event ? new ContinuousEventTimeTrigger(milliseconds) : new ContinuousProcessingTimeTrigger(milliseconds));
    }

    /// <summary>When a record's number is further than the threshold from that of the record that gave the last result.</summary>
    /// <param name="property">The property that holds the number.</param>
    /// <param name="threshold">What must be exceeded.</param>
    public static WindowTrigger OnDelta(string property, double threshold) => new(_ => new DeltaTrigger(threshold, static element => ((WindowElement)element).TriggerNumber)) { Property = property };

    internal Trigger Create(TimeDomain domain)
    {
        var trigger = _create(domain);
        if (Timeout is { } timeout)
            trigger = new ProcessingTimeoutTrigger(trigger, timeout.Ticks / TimeSpan.TicksPerMillisecond, resetOnRecord: false, clearOnTimeout: true);
        return Purges ? new PurgingTrigger(trigger) : trigger;
    }
}
