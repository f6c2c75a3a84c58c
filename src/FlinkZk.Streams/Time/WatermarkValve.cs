namespace FlinkZk.Streams.Time;

/// <summary>
/// Merges the watermarks of several channels into one (<c>StatusWatermarkValve</c>). The output is the smallest watermark of the channels that are aligned, and never goes
/// back. A channel is aligned while it is active and not behind the output: one that wakes up behind it does not hold the others back until it has caught up.
/// <list type="bullet">
/// <item>A watermark that is not larger than its channel's last, or comes from an idle channel, is ignored.</item>
/// <item>A channel goes idle: it leaves the minimum, which may let a watermark out.</item>
/// <item>The last active channel goes idle: if it was the one that held the output back, the largest watermark of all comes out first; then idle.</item>
/// <item>A channel wakes up: active comes out if all were idle.</item>
/// </list>
/// </summary>
internal sealed class WatermarkValve
{
    private readonly Channel[] _channels;
    private long _lastOutput = long.MinValue;
    private WatermarkStatus _status = WatermarkStatus.Active;

    public WatermarkValve(int channels)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(channels, 1);
        _channels = new Channel[channels];
        for (var i = 0; i < channels; i++)
            _channels[i] = new Channel();
    }

    /// <summary>A watermark comes out.</summary>
    public required Action<long> OnWatermark { get; init; }

    /// <summary>The status of all channels together changes.</summary>
    public required Action<WatermarkStatus> OnStatus { get; init; }

    public void InputWatermark(int channel, long watermark)
    {
        var input = _channels[channel];
        if (input.IsIdle || watermark <= input.Watermark)
            return;
        input.Watermark = watermark;
        input.IsAligned |= watermark >= _lastOutput;
        EmitMinimum();
    }

    public void InputStatus(int channel, WatermarkStatus status)
    {
        var input = _channels[channel];
        if (input.IsIdle == (status == WatermarkStatus.Idle))
            return;
        input.IsIdle = !input.IsIdle;
        if (input.IsIdle)
            OnIdle(input);
        else
            OnActive(input);
    }

    private void OnIdle(Channel input)
    {
        input.IsAligned = false;
        if (_channels.Any(c => !c.IsIdle))
        {
            EmitMinimum();
            return;
        }

        if (input.Watermark == _lastOutput)
            Emit(_channels.Max(c => c.Watermark));
        _status = WatermarkStatus.Idle;
        OnStatus(_status);
    }

    private void OnActive(Channel input)
    {
        input.IsAligned = input.Watermark >= _lastOutput;
        if (_status == WatermarkStatus.Active)
            return;
        _status = WatermarkStatus.Active;
        OnStatus(_status);
    }

    private void EmitMinimum()
    {
        var minimum = long.MaxValue;
        var any = false;
        foreach (var channel in _channels)
        {
            if (!channel.IsAligned)
                continue;
            any = true;
            minimum = Math.Min(minimum, channel.Watermark);
        }

        if (any)
            Emit(minimum);
    }

    private void Emit(long watermark)
    {
        if (watermark <= _lastOutput)
            return;
        _lastOutput = watermark;
        OnWatermark(watermark);
    }

    private sealed class Channel
    {
        public long Watermark = long.MinValue;
        public bool IsIdle;
        public bool IsAligned = true;
    }
}
