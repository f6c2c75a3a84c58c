using FlinkZk.Streams.Records;
using FlinkZk.Streams.Time;

namespace FlinkZk.Streams.Operators;

/// <summary>One input of an operator. The watermarks of several inputs are combined before the operator hears of them.</summary>
internal sealed class InputPort
{
    private readonly Operator _target;
    private readonly int _index;

    // Null where there is one input.
    private readonly CombinedWatermark? _combined;
    private readonly CombinedWatermark.Part? _part;

    private InputPort(Operator target, int index, CombinedWatermark? combined) => (_target, _index, _combined, _part) = (target, index, combined, combined?.Add());

    /// <summary>The ports of an operator, one an input.</summary>
    public static InputPort[] Of(Operator target)
    {
        var combined = target.Inputs == 1 ? null : new CombinedWatermark();
        return [.. Enumerable.Range(0, target.Inputs).Select(index => new InputPort(target, index, combined))];
    }

    public void OnBatch(RecordBatch batch) => _target.OnBatch(_index, batch);

    public void OnWatermark(long watermark)
    {
        if (_combined is null)
            _target.OnWatermark(watermark);
        else if (_part!.Set(watermark) && _combined.Update())
            _target.OnWatermark(_combined.Watermark);
    }

    public void OnStatus(WatermarkStatus status)
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
