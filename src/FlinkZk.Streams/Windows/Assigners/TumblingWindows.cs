using FlinkZk.Streams.Time;

namespace FlinkZk.Streams.Windows;

/// <summary>Windows of one size, end to end: each record lies in one (<c>TumblingEventTimeWindows</c>, <c>TumblingProcessingTimeWindows</c>).</summary>
public sealed class TumblingWindows : WindowAssigner
{
    private readonly long _size;
    private readonly long _offset;

    /// <summary>Makes the assigner.</summary>
    /// <param name="size">The windows' length.</param>
    /// <param name="offset">Shifts where windows begin; smaller than the size, either sign. A day in UTC+8 is size 24 h, offset -8 h.</param>
    /// <param name="domain">The records' time, or the clock's.</param>
    /// <exception cref="ArgumentOutOfRangeException">The size is not positive, or the offset not smaller than it.</exception>
    public TumblingWindows(TimeSpan size, TimeSpan offset = default, TimeDomain domain = TimeDomain.Event)
        : base(domain)
    {
        _size = Milliseconds(size, nameof(size));
        _offset = offset.Ticks / TimeSpan.TicksPerMillisecond;
        if (Math.Abs(_offset) >= _size)
            throw new ArgumentOutOfRangeException(nameof(offset), offset, $"The offset must be smaller than the size, {size}.");
    }

    /// <inheritdoc/>
    internal override (long Size, long Slide, long Offset)? Spans => Domain == TimeDomain.Event ? (_size, _size, _offset) : null;

    /// <inheritdoc/>
    internal override void AssignWindows(object element, long timestamp, List<TimeWindow> windows)
    {
        var start = TimeWindow.GetWindowStartWithOffset(timestamp, _offset, _size);
        windows.Add(new TimeWindow(start, start + _size));
    }
}
