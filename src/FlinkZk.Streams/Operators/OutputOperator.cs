using FlinkZk.Streams.Records;
using FlinkZk.Streams.Runtime;

namespace FlinkZk.Streams.Operators;

/// <summary>The end of a job: what is still live goes out, results of windows as such.</summary>
internal sealed class OutputOperator(JobContext context) : Operator
{
    public override void OnBatch(int input, RecordBatch batch)
    {
        for (var i = 0; i < batch.Count; i++)
        {
            switch (batch.Fate(i))
            {
                case RecordFate.Live when batch.Row(i) is WindowResult result:
                    context.Emit(result);
                    break;
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
