using System.Globalization;

namespace FlinkZk.Streams.Windows;

/// <summary>A span of event time: <see cref="Start"/> belongs to it, <see cref="End"/> does not. Epoch milliseconds.</summary>
/// <param name="Start">The first millisecond.</param>
/// <param name="End">The first millisecond after it.</param>
public readonly record struct TimeWindow(long Start, long End)
{
    /// <summary>The window of all times: its last millisecond is <see cref="long.MaxValue"/>, so that its end, one more, wraps.</summary>
    internal static readonly TimeWindow Global = new(long.MinValue, long.MinValue);

    /// <summary>The last millisecond: a result's timestamp, and the watermark that completes the window.</summary>
    public long MaxTimestamp => unchecked(End - 1);

    /// <summary>Whether the windows overlap or touch: two sessions whose events lie exactly the gap apart are one.</summary>
    /// <param name="other">The other window.</param>
    public bool Intersects(TimeWindow other) => Start <= other.End && End >= other.Start;

    /// <summary>The smallest window that covers both.</summary>
    /// <param name="other">The other window.</param>
    public TimeWindow Cover(TimeWindow other) => new(Math.Min(Start, other.Start), Math.Max(End, other.End));

    /// <summary>
    /// The start of the window of <paramref name="size"/> in which <paramref name="timestamp"/> lies. Right for negative timestamps too, which the older formula
    /// <c>ts - (ts - offset + size) % size</c> is not (FLINK-26334).
    /// </summary>
    /// <param name="timestamp">Epoch milliseconds.</param>
    /// <param name="offset">Where windows begin, from the epoch.</param>
    /// <param name="size">The windows' length.</param>
    public static long GetWindowStartWithOffset(long timestamp, long offset, long size)
    {
        var remainder = (timestamp - offset) % size;
        return timestamp - (remainder < 0 ? remainder + size : remainder);
    }

    /// <summary><c>[0, 10)</c>.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"[{Start}, {End})");
}
