namespace FlinkZk.Streams.Time;

/// <summary>The greatest time seen, less the bound, less 1 ms: a record with just that time may still come.</summary>
/// <param name="bound">Out-of-orderness in milliseconds.</param>
internal sealed class BoundedOutOfOrdernessWatermarks(long bound) : IWatermarkGenerator
{
    // So that before the first record the watermark is MIN and does not underflow.
    public long MaxTimestamp { get; set; } = long.MinValue + bound + 1;

    public void OnEvent(long timestamp) => MaxTimestamp = Math.Max(MaxTimestamp, timestamp);

    public void OnPeriodicEmit(IWatermarkOutput output, long now) => output.EmitWatermark(MaxTimestamp - bound - 1);
}
