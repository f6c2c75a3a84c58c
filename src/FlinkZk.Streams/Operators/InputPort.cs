using FlinkZk.Streams.Records;
using FlinkZk.Streams.Time;

namespace FlinkZk.Streams.Operators;

/// <summary>One input of an operator. The watermarks of several inputs are merged before the operator hears of them.</summary>
/// <param name="target">The operator.</param>
/// <param name="index">The input.</param>
/// <param name="valve">Merges watermarks; null where there is one input.</param>
internal sealed class InputPort(Operator target, int index, WatermarkValve? valve)
{
    /// <summary>The ports of an operator, one an input.</summary>
    public static InputPort[] Of(Operator target)
    {
        var valve = target.Inputs == 1 ? null : new WatermarkValve(target.Inputs) { OnWatermark = target.OnWatermark, OnStatus = target.OnStatus };
        return [.. Enumerable.Range(0, target.Inputs).Select(index => new InputPort(target, index, valve))];
    }

    public void OnBatch(RecordBatch batch) => target.OnBatch(index, batch);

    public void OnWatermark(long watermark)
    {
        if (valve is null)
            target.OnWatermark(watermark);
        else
            valve.InputWatermark(index, watermark);
    }

    public void OnStatus(WatermarkStatus status)
    {
        if (valve is null)
            target.OnStatus(status);
        else
            valve.InputStatus(index, status);
    }
}
