namespace FlinkZk.Streams.Time;

/// <summary>
/// Merges the watermarks of the splits that one source reads (<c>WatermarkOutputMultiplexer</c>). Splits come and go. A split's immediate watermark counts at once, a deferred one
/// at the next periodic emission.
/// </summary>
/// <param name="output">Where the merged watermark goes.</param>
internal sealed class WatermarkMultiplexer(IWatermarkOutput output)
{
    private readonly CombinedWatermark _combined = new();
    private readonly Dictionary<string, CombinedWatermark.Part> _splits = [];

    public void Register(string split) => _splits.Add(split, _combined.Add());

    /// <returns>False when there is no such split.</returns>
    public bool Unregister(string split) => _splits.Remove(split, out var part) && _combined.Remove(part);

    /// <summary>A watermark of a split that counts at once.</summary>
    public void Immediate(string split, long watermark)
    {
        if (_splits[split].Set(watermark))
            OnPeriodicEmit();
    }

    /// <summary>A watermark of a split that counts at the next periodic emission.</summary>
    public void Deferred(string split, long watermark) => _splits[split].Set(watermark);

    /// <summary>The split has nothing to say for now, or speaks again.</summary>
    public void SetIdle(string split, bool idle)
    {
        _splits[split].IsIdle = idle;
        if (idle)
            OnPeriodicEmit();
    }

    public void OnPeriodicEmit()
    {
        if (_combined.Update())
            output.EmitWatermark(_combined.Watermark);
        else if (_combined.IsIdle)
            output.MarkIdle();
    }
}
