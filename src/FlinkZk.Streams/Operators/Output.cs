using FlinkZk.Streams.Records;
using FlinkZk.Streams.Time;

namespace FlinkZk.Streams.Operators;

/// <summary>
/// Where results of an operator go: to none, one or several inputs. Several get them record by record, each record of its own, because whoever follows may change it: so what comes of one
/// record on all ways stands before what comes of the next, however batches are cut.
/// </summary>
internal sealed class Output
{
    private Channel[] _targets = [];
    private RecordBatch? _single;

    public void Add(Channel target) => _targets = [.. _targets, target];

    public void OnBatch(RecordBatch batch)
    {
        if (_targets is [var only])
            only.OnBatch(batch);
        else if (_targets.Length > 1)
            OnEach(batch);
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

    private void OnEach(RecordBatch batch)
    {
        var single = _single ??= new RecordBatch(1);
        for (var i = 0; i < batch.Count; i++)
        {
            foreach (var target in _targets)
            {
                single.CopyFrom(batch, i);
                target.OnBatch(single);
                single.Clear();
            }
        }
    }
}
