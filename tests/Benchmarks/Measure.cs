using System.Diagnostics;

namespace FlinkZk.Benchmarks;

/// <summary>Runs a step several times, the first ones for warm-up only.</summary>
internal static class Measure
{
    /// <summary>Milliseconds of each counted run.</summary>
    public static double[] Milliseconds(int warmUps, int runs, Action step)
    {
        var samples = new List<double>();
        for (var i = 0; i < warmUps + runs; i++)
        {
            var start = Stopwatch.GetTimestamp();
            step();
            if (i >= warmUps)
                samples.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
        }
        return [.. samples];
    }

    /// <summary>Millions of items a second of each counted run.</summary>
    public static double[] MillionsPerSecond(int warmUps, int runs, long items, Action step) =>
        [.. Milliseconds(warmUps, runs, step).Select(ms => items / ms / 1000)];
}
