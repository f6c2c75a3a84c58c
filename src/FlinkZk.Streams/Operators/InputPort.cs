using FlinkZk.Streams.Records;
using FlinkZk.Streams.Time;

namespace FlinkZk.Streams.Operators;

/// <summary>
/// One input of an operator. Whoever sends to it has a <see cref="Channel"/> of its own: the watermarks of several channels are merged by a <see cref="WatermarkValve"/> (a union), those
/// of several inputs are combined before the operator hears of them.
/// </summary>
internal sealed class InputPort
{
    private readonly Operator _target;
    private readonly int _index;

    // Null where there is one input.
    private readonly CombinedWatermark? _combined;
    private readonly CombinedWatermark.Part? _part;

    // Null where there is one channel.
    private WatermarkValve? _valve;
    private int _channels;

    private InputPort(Operator target, int index, CombinedWatermark? combined) => (_target, _index, _combined, _part) = (target, index, combined, combined?.Add());

    /// <summary>The ports of an operator, one an input.</summary>
    public static InputPort[] Of(Operator target)
    {
        var combined = target.Inputs == 1 ? null : new CombinedWatermark();
        return [.. Enumerable.Range(0, target.Inputs).Select(index => new InputPort(target, index, combined))];
    }

    /// <summary>Opens a channel; before the first record.</summary>
    public Channel Open()
    {
        var channel = new Channel(this, _channels++);
        _valve = _channels == 1 ? null : new WatermarkValve(_channels) { OnWatermark = OnWatermark, OnStatus = OnStatus };
        return channel;
    }

    public void OnBatch(RecordBatch batch) => _target.OnBatch(_index, batch);

    public void OnWatermark(int channel, long watermark)
    {
        if (_valve is null)
            OnWatermark(watermark);
        else
            _valve.InputWatermark(channel, watermark);
    }

    public void OnStatus(int channel, WatermarkStatus status)
    {
        if (_valve is null)
            OnStatus(status);
        else
            _valve.InputStatus(channel, status);
    }

    private void OnWatermark(long watermark)
    {
        if (_combined is null)
            _target.OnWatermark(watermark);
        else if (_part!.Set(watermark) && _combined.Update())
            _target.OnWatermark(_combined.Watermark);
    }

    private void OnStatus(WatermarkStatus status)
    {
        if (_combined is null)
        {
            _target.OnStatus(status);
            return;
        }

        var wasIdle = _combined.IsIdle;
        _part!.IsIdle = status == WatermarkStatus.Idle;
        if (_combined.Update())
            _target.OnWatermark(_combined.Watermark);
        if (wasIdle != _combined.IsIdle)
            _target.OnStatus(status);
    }
}
