using FlinkZk.Streams.Records;
using FlinkZk.Streams.Time;

namespace FlinkZk.Streams.Operators;

/// <summary>One sender's way into an input.</summary>
/// <param name="input">The input.</param>
/// <param name="index">Which of its channels this is.</param>
internal sealed class Channel(InputPort input, int index)
{
    public void OnBatch(RecordBatch batch) => input.OnBatch(batch);

    public void OnWatermark(long watermark) => input.OnWatermark(index, watermark);

    public void OnStatus(WatermarkStatus status) => input.OnStatus(index, status);
}
