namespace FlinkZk.Server.Diagnostics;

/// <summary>Counts of requests and their latency (<c>ServerStats</c>). Written by every connection.</summary>
internal sealed class RequestStatistics(TimeProvider time)
{
    private long _received;
    private long _sent;
    private readonly long[] _events = new long[Enum.GetValues<CountedEvent>().Length];
    private long _unanswered;
    private long _bytesReceived;
    private long _bytesSent;
    private long _lastResponse;

    public long Received => Interlocked.Read(ref _received);

    public long Sent => Interlocked.Read(ref _sent);

    public long Outstanding => Math.Max(0, Received - Reads.Total.Count - Updates.Total.Count - Interlocked.Read(ref _unanswered));

    /// <summary>How long answers took that came at once, in ticks of the clock.</summary>
    public Distribution Reads { get; } = new(time);

    /// <summary>How long answers took that went through the pipeline, in ticks of the clock.</summary>
    public Distribution Updates { get; } = new(time);

    /// <summary>Bytes of answers.</summary>
    public AvgMinMax Responses { get; } = new();

    public long LastResponse => Interlocked.Read(ref _lastResponse);

    public long BytesReceived => Interlocked.Read(ref _bytesReceived);

    public long BytesSent => Interlocked.Read(ref _bytesSent);

    public double AverageLatency => Reads.Total.Count + Updates.Total.Count is var count and > 0 ? Milliseconds(Reads.Total.Sum + Updates.Total.Sum) / count : 0;

    public long MaxLatency => (long)Milliseconds(Math.Max(Reads.Total.Max, Updates.Total.Max));

    public long MinLatency => (long)Milliseconds(Reads.Total.Count == 0 ? Updates.Total.Min : Updates.Total.Count == 0 ? Reads.Total.Min : Math.Min(Reads.Total.Min, Updates.Total.Min));

    /// <summary>The time, as <see cref="Answered"/> wants it.</summary>
    public long Now => time.GetTimestamp();

    public void CountReceived(int count) => Interlocked.Add(ref _received, count);

    public void CountSent(int count) => Interlocked.Add(ref _sent, count);

    public void CountBytesReceived(int count) => Interlocked.Add(ref _bytesReceived, count);

    public void CountBytesSent(int count) => Interlocked.Add(ref _bytesSent, count);

    public void Count(CountedEvent happened) => Interlocked.Increment(ref _events[(int)happened]);

    public long CountOf(CountedEvent happened) => Interlocked.Read(ref _events[(int)happened]);

    /// <summary>Counts requests that came together and were answered together.</summary>
    /// <param name="latency">Where their latency counts: <see cref="Reads"/> or <see cref="Updates"/>.</param>
    /// <param name="receivedAt">When they came.</param>
    /// <param name="count">How many they are.</param>
    /// <param name="size">Bytes of each answer, on average.</param>
    /// <returns>How long it took, in ticks of the clock.</returns>
    public long Answered(Distribution latency, long receivedAt, int count, int size)
    {
        var elapsed = Math.Max(0, Now - receivedAt);
        Interlocked.Add(ref _sent, count);
        latency.Add(elapsed, count);
        Responses.Add(size, count);
        Interlocked.Exchange(ref _lastResponse, size);
        return elapsed;
    }

    /// <summary>Counts a request that gets no answer.</summary>
    public void Unanswered() => Interlocked.Increment(ref _unanswered);

    /// <summary>Counts a four-letter word and its answer.</summary>
    public void CountWord()
    {
        CountReceived(1);
        CountSent(1);
        Unanswered();
    }

    /// <summary>Begins anew (srst).</summary>
    public void Reset()
    {
        var outstanding = Outstanding;
        Interlocked.Exchange(ref _received, outstanding);
        Interlocked.Exchange(ref _sent, 0);
        Interlocked.Exchange(ref _unanswered, 0);
        Reads.Reset();
        Updates.Reset();
        Responses.Reset();
    }

    public double Milliseconds(long ticks) => ticks * 1000.0 / time.TimestampFrequency;
}
