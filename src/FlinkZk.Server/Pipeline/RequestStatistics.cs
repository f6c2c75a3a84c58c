namespace FlinkZk.Server;

/// <summary>Counts of requests and their latency (<c>ServerStats</c>). Written by every connection.</summary>
internal sealed class RequestStatistics(TimeProvider time)
{
    private long _received;
    private long _sent;
    private long _answered;
    private long _ticks;
    private long _most;
    private long _least = long.MaxValue;

    public long Received => Interlocked.Read(ref _received);

    public long Sent => Interlocked.Read(ref _sent);

    public long Outstanding => Math.Max(0, Received - Interlocked.Read(ref _answered));

    public double AverageLatency => Interlocked.Read(ref _answered) is var count and > 0 ? Milliseconds(Interlocked.Read(ref _ticks)) / count : 0;

    public long MaxLatency => (long)Milliseconds(Interlocked.Read(ref _most));

    public long MinLatency => Interlocked.Read(ref _least) is var least && least == long.MaxValue ? 0 : (long)Milliseconds(least);

    /// <summary>The time, as <see cref="Answered"/> wants it.</summary>
    public long Now => time.GetTimestamp();

    public void CountReceived(int count) => Interlocked.Add(ref _received, count);

    public void CountSent(int count) => Interlocked.Add(ref _sent, count);

    /// <summary>Counts requests that came together and were answered together.</summary>
    public void Answered(long receivedAt, int count)
    {
        var elapsed = Math.Max(0, Now - receivedAt);
        Interlocked.Add(ref _answered, count);
        Interlocked.Add(ref _sent, count);
        Interlocked.Add(ref _ticks, elapsed * count);
        // Two at once may lose one of their extremes: they are for the eye.
        if (elapsed > Interlocked.Read(ref _most))
            Interlocked.Exchange(ref _most, elapsed);
        if (elapsed < Interlocked.Read(ref _least))
            Interlocked.Exchange(ref _least, elapsed);
    }

    /// <summary>Counts a request that gets no answer.</summary>
    public void Unanswered() => Interlocked.Increment(ref _answered);

    /// <summary>Begins anew (srst).</summary>
    public void Reset()
    {
        var outstanding = Outstanding;
        Interlocked.Exchange(ref _received, outstanding);
        Interlocked.Exchange(ref _sent, 0);
        Interlocked.Exchange(ref _answered, 0);
        Interlocked.Exchange(ref _ticks, 0);
        Interlocked.Exchange(ref _most, 0);
        Interlocked.Exchange(ref _least, long.MaxValue);
    }

    private double Milliseconds(long ticks) => ticks * 1000.0 / time.TimestampFrequency;
}
