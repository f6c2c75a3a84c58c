using System.Diagnostics;

namespace FlinkZk.Faults.Histories;

/// <summary>The machine's monotonic clock, the same in all processes.</summary>
internal static class Clock
{
    private const long Second = 1_000_000_000;

    /// <summary>In nanoseconds.</summary>
    public static long Now => (long)((Int128)Stopwatch.GetTimestamp() * Second / Stopwatch.Frequency);
}
