namespace FlinkZk.Streams.Time;

/// <summary>Where time stands when an operator opens. After a restore there is no watermark (it comes anew), and the clock is whatever it is then.</summary>
/// <param name="Watermark">The last watermark; <see cref="long.MinValue"/> = none yet.</param>
/// <param name="ProcessingTime">The clock in milliseconds.</param>
internal readonly record struct OperatorClock(long Watermark, long ProcessingTime)
{
    /// <summary>No watermark yet, and the clock at zero.</summary>
    public static readonly OperatorClock Start = new(long.MinValue, 0);
}
