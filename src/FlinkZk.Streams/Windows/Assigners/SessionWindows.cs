using FlinkZk.Streams.Time;

namespace FlinkZk.Streams.Windows;

/// <summary>
/// Windows that end when no record came for the gap. Each record opens one of its own, and windows that touch become one
/// (<c>EventTimeSessionWindows</c>, <c>ProcessingTimeSessionWindows</c>).
/// </summary>
public sealed class SessionWindows : WindowAssigner
{
    private readonly Func<object, long> _gap;

    /// <summary>Makes the assigner.</summary>
    /// <param name="gap">The silence that ends a session.</param>
    /// <param name="domain">The records' time, or the clock's.</param>
    /// <exception cref="ArgumentOutOfRangeException">The gap is not positive.</exception>
    public SessionWindows(TimeSpan gap, TimeDomain domain = TimeDomain.Event)
        : base(domain)
    {
        var milliseconds = Milliseconds(gap, nameof(gap));
        _gap = _ => milliseconds;
    }

    private SessionWindows(Func<object, long> gap, TimeDomain domain)
        : base(domain) => _gap = gap;

    /// <inheritdoc/>
    internal override bool IsMerging => true;

    /// <summary>Sessions whose gap depends on the record (<c>DynamicEventTimeSessionWindows</c>).</summary>
    /// <param name="gap">The gap after a record, in milliseconds.</param>
    /// <param name="domain">The records' time, or the clock's.</param>
    internal static SessionWindows WithDynamicGap(Func<object, long> gap, TimeDomain domain = TimeDomain.Event) => new(gap, domain);

    /// <inheritdoc/>
    internal override void AssignWindows(object element, long timestamp, List<TimeWindow> windows)
    {
        var gap = _gap(element);
        if (gap <= 0)
            throw new InvalidOperationException($"The session gap of the record at {timestamp} is {gap} ms; it must be more than 0.");
        windows.Add(new TimeWindow(timestamp, timestamp + gap));
    }
}
