namespace FlinkZk.Streams.Time;

/// <summary>
/// How watermarks come out of a stream's timestamps. A watermark w says: no further record with a time &lt;= w is expected.
/// With out-of-orderness B it is the greatest time seen - B - 1 ms (<c>BoundedOutOfOrdernessWatermarks</c>).
/// </summary>
public sealed record WatermarkStrategy
{
    private WatermarkStrategy(TimeSpan outOfOrderness) => OutOfOrderness = outOfOrderness;

    /// <summary>How much earlier than the greatest time seen a record may be without being late.</summary>
    public TimeSpan OutOfOrderness { get; }

    /// <summary>After which time without records the stream is called idle; null = never. Needs emission by the clock.</summary>
    public TimeSpan? Idleness { get; private init; }

    /// <summary>When watermarks are emitted.</summary>
    public WatermarkEmission Emission { get; private init; } = WatermarkEmission.EveryRecord;

    /// <summary>Timestamps never decrease: out-of-orderness zero.</summary>
    public static WatermarkStrategy ForMonotonousTimestamps() => new(TimeSpan.Zero);

    /// <summary>Timestamps may lag the greatest one seen by up to <paramref name="outOfOrderness"/>.</summary>
    /// <param name="outOfOrderness">Not negative; whole milliseconds.</param>
    /// <exception cref="ArgumentOutOfRangeException">The bound is negative.</exception>
    public static WatermarkStrategy ForBoundedOutOfOrderness(TimeSpan outOfOrderness)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(outOfOrderness, TimeSpan.Zero);
        return new(outOfOrderness);
    }

    /// <summary>The same strategy that declares the stream idle when no record came for longer than <paramref name="timeout"/>.</summary>
    /// <param name="timeout">More than zero.</param>
    /// <exception cref="ArgumentOutOfRangeException">The timeout is not positive.</exception>
    public WatermarkStrategy WithIdleness(TimeSpan timeout)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(timeout, TimeSpan.Zero);
        return this with { Idleness = timeout };
    }

    /// <summary>The same strategy with another rule of emission.</summary>
    /// <param name="emission">The rule.</param>
    public WatermarkStrategy WithEmission(WatermarkEmission emission) => this with { Emission = emission };

    /// <summary>A generator for one run.</summary>
    internal IWatermarkGenerator CreateGenerator()
    {
        var bounded = new BoundedOutOfOrdernessWatermarks(OutOfOrderness.Ticks / TimeSpan.TicksPerMillisecond);
        return Idleness is { } timeout ? new WatermarksWithIdleness(bounded, timeout.Ticks / TimeSpan.TicksPerMillisecond) : bounded;
    }
}
