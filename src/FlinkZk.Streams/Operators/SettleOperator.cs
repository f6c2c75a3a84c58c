using FlinkZk.Streams.Records;
using FlinkZk.Streams.Runtime;

namespace FlinkZk.Streams.Operators;

/// <summary>Tells what was left out or went wrong before the ways part, so that it is told once. Live records go on.</summary>
internal sealed class SettleOperator(JobContext job) : RecordOperator(job)
{
    protected override void OnRecord(int input, RecordBatch batch, int index) => Emitter.Emit(this, null, batch.Row(index), batch.Time(index), batch.Position(index));
}
