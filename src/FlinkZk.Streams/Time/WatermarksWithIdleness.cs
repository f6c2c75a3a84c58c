namespace FlinkZk.Streams.Time;

/// <summary>
/// Declares the stream idle once when no record came for longer than the timeout, counted from the first emission that found none. A record alone does not end it;
/// the next larger watermark does (<c>WatermarksWithIdleness</c>).
/// </summary>
/// <param name="inner">Makes the watermarks.</param>
/// <param name="timeout">In milliseconds; idle is what exceeds it.</param>
internal sealed class WatermarksWithIdleness(IWatermarkGenerator inner, long timeout) : IWatermarkGenerator
{
    private bool _active;
    private bool _idle;
    private long? _silentSince;

    public long MaxTimestamp
    {
        get => inner.MaxTimestamp;
        set => inner.MaxTimestamp = value;
    }

    public void OnEvent(long timestamp)
    {
        inner.OnEvent(timestamp);
        _active = true;
        _idle = false;
    }

    public void OnPeriodicEmit(IWatermarkOutput output, long now)
    {
        if (!IsSilent(now))
        {
            inner.OnPeriodicEmit(output, now);
        }
        else if (!_idle)
        {
            output.MarkIdle();
            _idle = true;
        }
    }

    private bool IsSilent(long now)
    {
        if (_active)
        {
            _active = false;
            _silentSince = null;
            return false;
        }

        _silentSince ??= now;
        return now - _silentSince > timeout;
    }
}
