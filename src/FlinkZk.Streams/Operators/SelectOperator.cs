using FlinkZk.Streams.Records;
using FlinkZk.Streams.Runtime;

namespace FlinkZk.Streams.Operators;

/// <summary>Puts another record in the place of each.</summary>
internal sealed class SelectOperator(IRowSelector selector, JobContext context) : Operator
{
    public override void OnBatch(int input, RecordBatch batch)
    {
        for (var i = 0; i < batch.Count; i++)
        {
            if (batch.Fate(i) == RecordFate.Live)
                Select(batch, i);
        }

        Output.OnBatch(batch);
    }

    private void Select(RecordBatch batch, int index)
    {
        try
        {
            batch.Replace(index, selector.Select(batch.Row(index), context.Configuration));
        }
        catch (RecordException e)
        {
            batch.Fail(index, RecordErrors.Failed(batch, index, StreamErrorId.SelectFailed, e));
        }
    }
}
