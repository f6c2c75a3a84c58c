using FlinkZk.Streams.Records;

namespace FlinkZk.Streams.Operators;

/// <summary>Where a source without times comes in.</summary>
internal sealed class PassOperator : Operator
{
    public override void OnBatch(int input, RecordBatch batch)
    {
        for (var i = 0; i < batch.Count; i++)
            batch.SetTime(i, long.MinValue);
        Output.OnBatch(batch);
    }
}
