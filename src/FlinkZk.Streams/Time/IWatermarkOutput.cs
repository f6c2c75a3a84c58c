namespace FlinkZk.Streams.Time;

/// <summary>What a watermark generator may say.</summary>
internal interface IWatermarkOutput
{
    /// <summary>No further record with a time &lt;= <paramref name="watermark"/> is expected. Ignored unless larger than the last; makes an idle stream active.</summary>
    void EmitWatermark(long watermark);

    /// <summary>The stream is silent.</summary>
    void MarkIdle();
}
