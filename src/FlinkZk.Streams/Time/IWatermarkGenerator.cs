namespace FlinkZk.Streams.Time;

/// <summary>Makes watermarks of timestamps. Reads no clock: the time of day is a parameter.</summary>
internal interface IWatermarkGenerator
{
    /// <summary>The greatest time seen, by which a generator goes on where another ended.</summary>
    long MaxTimestamp { get; set; }

    /// <summary>A record passed.</summary>
    void OnEvent(long timestamp);

    /// <summary>A watermark is due.</summary>
    /// <param name="output">Where it goes.</param>
    /// <param name="now">The job's clock in milliseconds, of which only differences count.</param>
    void OnPeriodicEmit(IWatermarkOutput output, long now);
}
