using FlinkZk.Streams.Records;
using FlinkZk.Streams.Time;

namespace FlinkZk.Streams.Operators;

/// <summary>Where results of an operator go: to none, one or several inputs. Who follows may change a batch, so of several each but the last gets a copy.</summary>
internal sealed class Output
{
    private InputPort[] _targets = [];

    public void Add(InputPort target) => _targets = [.. _targets, target];

    public void OnBatch(RecordBatch batch)
    {
        for (var i = 0; i < _targets.Length; i++)
            _targets[i].OnBatch(i == _targets.Length - 1 ? batch : batch.Copy());
    }

    public void OnWatermark(long watermark)
    {
        foreach (var target in _targets)
            target.OnWatermark(watermark);
    }

    public void OnStatus(WatermarkStatus status)
    {
        foreach (var target in _targets)
            target.OnStatus(status);
    }
}
