using FlinkZk.Streams.Records;
using FlinkZk.Streams.Runtime;

namespace FlinkZk.Streams.Operators;

/// <summary>Gives records to somebody outside.</summary>
internal sealed class SinkOperator(IRowSink sink, JobContext job) : RecordOperator(job)
{
    protected override void OnRecord(int input, RecordBatch batch, int index)
    {
        try
        {
            Job.BeforeOutput();
            sink.Write(batch.Row(index), Job.Configuration);
            Job.CountOut();
        }
        catch (RecordException e)
        {
            Report(RecordErrors.Failed(batch, index, StreamErrorId.SinkFailed, e));
        }
    }
}
