using System.Globalization;

namespace FlinkZk.Coordination;

/// <summary>Durations as text: <c>500ms</c>, <c>5s</c>, <c>1m</c>, <c>2h</c>, <c>7d</c>, in the largest unit that divides them.</summary>
public static class DurationText
{
    private static readonly (string Suffix, TimeSpan Unit)[] Units =
    [
        ("d", TimeSpan.FromDays(1)), ("h", TimeSpan.FromHours(1)), ("m", TimeSpan.FromMinutes(1)),
        ("s", TimeSpan.FromSeconds(1)), ("ms", TimeSpan.FromMilliseconds(1)),
    ];

    /// <summary>The text of a duration; less than a millisecond is cut off.</summary>
    public static string Format(TimeSpan duration)
    {
        foreach (var (suffix, unit) in Units)
            if (duration != TimeSpan.Zero && duration.Ticks % unit.Ticks == 0)
                return string.Create(CultureInfo.InvariantCulture, $"{duration.Ticks / unit.Ticks}{suffix}");
        return string.Create(CultureInfo.InvariantCulture, $"{duration.Ticks / TimeSpan.TicksPerMillisecond}ms");
    }
}
