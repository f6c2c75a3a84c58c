using FlinkZk.Streams.Records;
using FlinkZk.Streams.Runtime;

namespace FlinkZk.Streams.Operators;

/// <summary>An operator that looks at one record after the other. What was left out or went wrong before is told here, in the order of the records.</summary>
/// <param name="job">The job.</param>
internal abstract class RecordOperator(JobContext job) : Operator
{
    protected JobContext Job => job;

    /// <summary>What it puts out.</summary>
    protected Emitter Emitter { get; } = new();

    public sealed override void OnBatch(int input, RecordBatch batch)
    {
        for (var i = 0; i < batch.Count; i++)
        {
            switch (batch.Fate(i))
            {
                case RecordFate.Live:
                    OnRecord(input, batch, i);
                    break;
                case RecordFate.Filtered:
                    job.CountFiltered();
                    break;
                default:
                    Report(batch.Error(i));
                    break;
            }
        }

        Emitter.Flush(this);
    }

    /// <summary>Tells an error, after what was put out before it.</summary>
    protected void Report(RecordError error)
    {
        Emitter.Flush(this);
        job.Report(error);
    }

    /// <summary>Takes a record.</summary>
    /// <param name="input">The input by which it comes.</param>
    /// <param name="batch">Its batch; lent for the call.</param>
    /// <param name="index">Where it stands there.</param>
    protected abstract void OnRecord(int input, RecordBatch batch, int index);
}
