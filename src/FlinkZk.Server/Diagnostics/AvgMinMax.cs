namespace FlinkZk.Server.Diagnostics;

/// <summary>Count, sum and extremes of a figure (<c>AvgMinMaxCounter</c>). Any thread.</summary>
internal sealed class AvgMinMax
{
    private long _count;
    private long _sum;
    private long _min = long.MaxValue;
    private long _max;

    public long Count => Interlocked.Read(ref _count);

    public long Sum => Interlocked.Read(ref _sum);

    public long Min => Interlocked.Read(ref _min) is var min && min == long.MaxValue ? 0 : min;

    public long Max => Interlocked.Read(ref _max);

    /// <summary>Adds a value that was seen so many times.</summary>
    public void Add(long value, int times = 1)
    {
        Interlocked.Add(ref _count, times);
        Interlocked.Add(ref _sum, value * times);
        // Two at once may lose one of their extremes: they are for the eye.
        if (value > Interlocked.Read(ref _max))
            Interlocked.Exchange(ref _max, value);
        if (value < Interlocked.Read(ref _min))
            Interlocked.Exchange(ref _min, value);
    }

    public void Reset()
    {
        Interlocked.Exchange(ref _count, 0);
        Interlocked.Exchange(ref _sum, 0);
        Interlocked.Exchange(ref _min, long.MaxValue);
        Interlocked.Exchange(ref _max, 0);
    }
}
