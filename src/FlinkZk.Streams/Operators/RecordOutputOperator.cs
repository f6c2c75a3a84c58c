using FlinkZk.Streams.Records;
using FlinkZk.Streams.Runtime;

namespace FlinkZk.Streams.Operators;

/// <summary>The end of a job without windows: what is still live goes out.</summary>
internal sealed class RecordOutputOperator(JobContext context) : Operator
{
    public override void OnBatch(RecordBatch batch)
    {
        for (var i = 0; i < batch.Count; i++)
        {
            switch (batch.Fate(i))
            {
                case RecordFate.Live:
                    context.Emit(batch.Row(i));
                    break;
                case RecordFate.Filtered:
                    context.CountFiltered();
                    break;
                default:
                    context.Report(batch.Error(i));
                    break;
            }
        }
    }
}
