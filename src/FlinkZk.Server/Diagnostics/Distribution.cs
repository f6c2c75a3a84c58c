using System.Numerics;

namespace FlinkZk.Server.Diagnostics;

/// <summary>
/// Count, sum, extremes and quantiles of a figure. Any thread may add: that takes no lock and allocates nothing. Each power of two is cut into eight buckets, so a quantile
/// is right to a sixteenth. Quantiles are those of the last five minutes, or since they were last asked for if that is longer ago: who asks remembers the counts of a
/// minute, so adding pays nothing for it.
/// <code>
///   value     0 1 2 ... 7 | 8  9 ... 15 | 16 18 ... 30 | 32 36 ... 60 | ...
///   bucket    0 1 2 ... 7 | 8  9 ... 15 | 16 17 ... 23 | 24 25 ... 31 | ...
/// </code>
/// </summary>
internal sealed class Distribution(TimeProvider time)
{
    private const int SubBits = 3;
    private const int Subs = 1 << SubBits;
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan Step = TimeSpan.FromMinutes(1);

    private readonly long[] _counts = new long[BucketOf(long.MaxValue) + 1];
    private readonly Queue<(long At, long[] Counts)> _looks = new(); // locked by itself

    /// <summary>Count, sum and extremes since the start, or since they began anew (srst).</summary>
    public AvgMinMax Total { get; } = new();

    /// <summary>Adds a value that was seen so many times.</summary>
    public void Add(long value, int times = 1)
    {
        value = Math.Max(0, value);
        Total.Add(value, times);
        Interlocked.Add(ref _counts[BucketOf(value)], times);
    }

    /// <summary>The quantiles, each from 0 to 1, ascending; null where nothing was seen.</summary>
    public long[]? Quantiles(ReadOnlySpan<double> quantiles)
    {
        var counts = Recent();
        var all = counts.Sum();
        if (all == 0)
            return null;
        var values = new long[quantiles.Length];
        var (bucket, seen) = (0, counts[0]);
        for (var i = 0; i < quantiles.Length; i++)
        {
            var rank = Math.Clamp((long)Math.Ceiling(quantiles[i] * all), 1, all);
            while (seen < rank)
                seen += counts[++bucket];
            values[i] = Math.Clamp(MiddleOf(bucket), Total.Min, Math.Max(Total.Min, Total.Max));
        }
        return values;
    }

    public void Reset()
    {
        lock (_looks)
        {
            Total.Reset();
            for (var i = 0; i < _counts.Length; i++)
                Interlocked.Exchange(ref _counts[i], 0);
            _looks.Clear();
        }
    }

    internal static int BucketOf(long value)
    {
        if (value < Subs)
            return (int)value;
        var shift = BitOperations.Log2((ulong)value) - SubBits;
        return ((shift + 1) << SubBits) + (int)(value >> shift) - Subs;
    }

    private static long MiddleOf(int bucket)
    {
        if (bucket < Subs)
            return bucket;
        var shift = (bucket >> SubBits) - 1;
        return ((long)(Subs + (bucket & (Subs - 1))) << shift) + (1L << shift >> 1);
    }

    // What came since the look that is just outside the window; all, as long as there is none.
    private long[] Recent()
    {
        lock (_looks)
        {
            var (now, counts) = (time.GetTimestamp(), Array.ConvertAll(_counts, static count => count));
            while (_looks.Count > 1 && time.GetElapsedTime(_looks.ElementAt(1).At, now) >= Window)
                _looks.Dequeue();
            var recent = _looks.TryPeek(out var first) && time.GetElapsedTime(first.At, now) >= Window ? Less(counts, first.Counts) : counts;
            if (_looks.Count == 0 || time.GetElapsedTime(_looks.Last().At, now) >= Step)
                _looks.Enqueue((now, counts));
            return recent;
        }
    }

    private static long[] Less(long[] counts, long[] before)
    {
        var recent = new long[counts.Length];
        for (var i = 0; i < counts.Length; i++)
            recent[i] = Math.Max(0, counts[i] - before[i]);
        return recent;
    }
}
