using System.Management.Automation;
using FlinkZk.Streams.Time;
using FlinkZk.Streams.Windows;

namespace FlinkZk;

/// <summary>Windows out of -Window, -Slide and -SessionGap.</summary>
internal static class WindowParameter
{
    /// <exception cref="FlinkZkException">They do not fit together.</exception>
    public static WindowAssigner? Create(TimeSpan? size, TimeSpan? slide, TimeSpan? gap, TimeDomain domain = TimeDomain.Event)
    {
        if (gap is not null && (size is not null || slide is not null))
            throw Wrong("Session windows have no size: -SessionGap does not go with -Window or -Slide.");
        if (slide is not null && size is null)
            throw Wrong("-Slide says how often a window begins, -Window how long it is: give both.");
        foreach (var (name, length) in new[] { ("Window", size), ("Slide", slide), ("SessionGap", gap) })
        {
            if (length <= TimeSpan.Zero)
                throw Wrong($"-{name} must be longer than 0s.");
        }
        try
        {
            return (size, slide, gap) switch
            {
                (_, _, { } silence) => new SessionWindows(silence, domain),
                ({ } length, { } step, _) => new SlidingWindows(length, step, domain: domain),
                ({ } length, _, _) => new TumblingWindows(length, domain: domain),
                _ => null,
            };
        }
        catch (ArgumentOutOfRangeException e)
        {
            // Without what .NET puts behind it: the parameter of a constructor, and its value.
            throw Wrong(e.Message.Split(" (Parameter", 2)[0]);
        }
    }

    /// <summary>What divides starts and ends of all windows; zero for sessions, which begin and end anywhere.</summary>
    public static TimeSpan Step(TimeSpan? size, TimeSpan? slide)
    {
        var (a, b) = (size.GetValueOrDefault().Ticks, (slide ?? size).GetValueOrDefault().Ticks);
        while (b != 0)
            (a, b) = (b, a % b);
        return new TimeSpan(a);
    }

    public static FlinkZkException Wrong(string message) => new("InvalidWindow", ErrorCategory.InvalidArgument, message,
        "Tumbling: -Window 1h. Sliding: -Window 1h -Slide 10m. Sessions: -SessionGap 30m.");
}
