using FlinkZk.Streams.Records;
using FlinkZk.Streams.Runtime;
using FlinkZk.Streams.State;
using FlinkZk.Streams.Time;

namespace FlinkZk.Streams.Operators;

/// <summary>Runs a <see cref="ProcessFunction"/> over keyed records of one input or of several.</summary>
internal sealed class ProcessOperator(ProcessFunction function, JobContext job) : KeyedOperator(job)
{
    private readonly BroadcastState _broadcast = new();
    private ProcessContext _context = null!;
    private SourcePosition _position;

    public override int Inputs => function.Inputs;

    protected override void Open(IKeyedState state)
    {
        _context = new ProcessContext(Keyed, _broadcast.Values, Emit);
        function.Open(state);
    }

    public override void Snapshot(StateWriter writer)
    {
        _broadcast.Write(writer);
        base.Snapshot(writer);
    }

    public override void Restore(StateReader reader)
    {
        _broadcast.Read(reader);
        base.Restore(reader);
    }

    protected override void OnRecord(int input, RecordBatch batch, int index)
    {
        var row = batch.Row(index);
        _position = batch.Position(index);
        _context.Timestamp = _context.OutputTimestamp = batch.Time(index) is not long.MinValue and var time ? time : null;
        if (input == function.BroadcastInput)
        {
            function.ProcessBroadcast(row, _broadcast, _context);
            return;
        }

        Keyed.State.CurrentKey = batch.Key(index);
        function.Process(input, row, _context);
        Keyed.State.Release();
    }

    protected override void OnTimer(TimeDomain domain, long time, StateNamespace at)
    {
        _position = default;
        _context.Timestamp = time;
        _context.OutputTimestamp = domain == TimeDomain.Event ? time : null;
        function.OnTimer(domain, time, _context);
    }

    private void Emit(string? side, IRow row, long? timestamp) => Emitter.Emit(this, side, row, timestamp ?? long.MinValue, _position);
}
