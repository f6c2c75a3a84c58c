using FlinkZk.Streams.Records;

namespace FlinkZk.Streams.Operators;

/// <summary>Hands on what comes: where a source without times comes in.</summary>
internal sealed class PassOperator : Operator
{
    public override void OnBatch(int input, RecordBatch batch) => Output.OnBatch(batch);
}
