using FlinkZk.Streams.Records;
using FlinkZk.Streams.Runtime;

namespace FlinkZk.Streams.Operators;

/// <summary>Leaves records out, under the configuration that holds for their batch.</summary>
internal sealed class FilterOperator(IRowPredicate predicate, JobContext context) : Operator
{
    public override void OnBatch(int input, RecordBatch batch)
    {
        for (var i = 0; i < batch.Count; i++)
        {
            if (batch.Fate(i) == RecordFate.Live)
                Judge(batch, i);
        }

        Output.OnBatch(batch);
    }

    private void Judge(RecordBatch batch, int index)
    {
        try
        {
            if (!predicate.Matches(batch.Row(index), context.Configuration))
                batch.Filter(index);
        }
        catch (RecordException e)
        {
            batch.Fail(index, RecordErrors.Failed(batch, index, StreamErrorId.FilterFailed, e));
        }
    }
}
