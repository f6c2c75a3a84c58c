namespace FlinkZk;

/// <summary>Requests a second, between two looks at a counter: as with <c>top</c>, the first look tells of all the time before.</summary>
internal sealed class RequestRate(TimeProvider time)
{
    // Looks that follow each other at once, such as the columns of one table line, show the same figure.
    private static readonly TimeSpan Shortest = TimeSpan.FromMilliseconds(500);
    private readonly object _gate = new();
    private long _since = time.GetTimestamp();
    private long _count;
    private double _rate;

    public double Look(long count)
    {
        lock (_gate)
        {
            var elapsed = time.GetElapsedTime(_since);
            if (elapsed >= Shortest)
                (_rate, _count, _since) = (Math.Max(0, count - _count) / elapsed.TotalSeconds, count, time.GetTimestamp());
            return _rate;
        }
    }
}
