using FlinkZk.Streams.Time;

namespace FlinkZk.Streams.Windows;

/// <summary>
/// Windows of one size that begin every slide: a record lies in several, or, where the slide is greater than the size, perhaps in none
/// (<c>SlidingEventTimeWindows</c>, <c>SlidingProcessingTimeWindows</c>).
/// </summary>
public sealed class SlidingWindows : WindowAssigner
{
    /// <summary>More would be a mistyped slide, and every record would cost as many updates.</summary>
    private const int MaxWindowsPerRecord = 10_000;

    private readonly long _size;
    private readonly long _slide;
    private readonly long _offset;

    /// <summary>Makes the assigner.</summary>
    /// <param name="size">The windows' length.</param>
    /// <param name="slide">The distance from one start to the next.</param>
    /// <param name="offset">Shifts where windows begin; smaller than the slide, either sign.</param>
    /// <param name="domain">The records' time, or the clock's.</param>
    /// <exception cref="ArgumentOutOfRangeException">Size or slide is not positive, or the offset not smaller than the slide.</exception>
    public SlidingWindows(TimeSpan size, TimeSpan slide, TimeSpan offset = default, TimeDomain domain = TimeDomain.Event)
        : base(domain)
    {
        _size = Milliseconds(size, nameof(size));
        _slide = Milliseconds(slide, nameof(slide));
        _offset = offset.Ticks / TimeSpan.TicksPerMillisecond;
        if (Math.Abs(_offset) >= _slide)
            throw new ArgumentOutOfRangeException(nameof(offset), offset, $"The offset must be smaller than the slide, {slide}.");
        if (_size / _slide > MaxWindowsPerRecord)
            throw new ArgumentOutOfRangeException(nameof(slide), slide, $"A record would lie in more than {MaxWindowsPerRecord} windows; choose a larger slide.");
    }

    /// <inheritdoc/>
    internal override (long Size, long Slide, long Offset)? Spans => Domain == TimeDomain.Event ? (_size, _slide, _offset) : null;

    /// <inheritdoc/>
    internal override void AssignWindows(object element, long timestamp, List<TimeWindow> windows)
    {
        var last = TimeWindow.GetWindowStartWithOffset(timestamp, _offset, _slide);
        for (var start = last; start > timestamp - _size; start -= _slide)
            windows.Add(new TimeWindow(start, start + _size));
    }
}
