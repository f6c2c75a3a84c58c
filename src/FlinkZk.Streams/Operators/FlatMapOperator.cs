using FlinkZk.Streams.Records;
using FlinkZk.Streams.Runtime;

namespace FlinkZk.Streams.Operators;

/// <summary>Puts none, one or several records in the place of each.</summary>
internal sealed class FlatMapOperator(IRowFlatMap map, JobContext job) : RecordOperator(job)
{
    protected override void OnRecord(int input, RecordBatch batch, int index)
    {
        try
        {
            foreach (var row in map.Map(batch.Row(index), Job.Configuration))
                Emitter.Emit(this, null, row, batch.Time(index), batch.Position(index));
        }
        catch (RecordException e)
        {
            Report(RecordErrors.Failed(batch, index, StreamErrorId.SelectFailed, e));
        }
    }
}
