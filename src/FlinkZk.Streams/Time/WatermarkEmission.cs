namespace FlinkZk.Streams.Time;

/// <summary>When a watermark is emitted: by count of records, so that a bounded run repeats exactly, or by the clock, for live input.</summary>
public readonly record struct WatermarkEmission
{
    private readonly int _records;

    private WatermarkEmission(int records, TimeSpan? interval)
    {
        _records = records;
        Interval = interval;
    }

    /// <summary>The number of records after which a watermark is emitted; null when the clock decides.</summary>
    public int? Records => Interval is null ? Math.Max(_records, 1) : null;

    /// <summary>The time between two watermarks; null when the count decides. Flink's default is 200 ms (<c>pipeline.auto-watermark-interval</c>).</summary>
    public TimeSpan? Interval { get; }

    /// <summary>After every record: what is late depends on the records alone. The default.</summary>
    public static WatermarkEmission EveryRecord => EveryRecords(1);

    /// <summary>After every <paramref name="count"/> records with a time, filtered ones included.</summary>
    /// <param name="count">At least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">The count is smaller.</exception>
    public static WatermarkEmission EveryRecords(int count)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        return new(count, null);
    }

    /// <summary>After each <paramref name="interval"/> of the job's clock: for live input.</summary>
    /// <param name="interval">More than zero.</param>
    /// <exception cref="ArgumentOutOfRangeException">The interval is not positive.</exception>
    public static WatermarkEmission Every(TimeSpan interval)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(interval, TimeSpan.Zero);
        return new(0, interval);
    }
}
