using FlinkZk.Streams.Records;
using FlinkZk.Streams.Runtime;
using FlinkZk.Streams.State;
using FlinkZk.Streams.Time;

namespace FlinkZk.Streams.Operators;

/// <summary>Runs a <see cref="ProcessFunction"/> over keyed records of one input or of several.</summary>
internal sealed class ProcessOperator(ProcessFunction function, JobContext job) : RecordOperator(job)
{
    private readonly BroadcastState _broadcast = new();
    private KeyedContext _keyed = null!;
    private ProcessContext _context = null!;
    private SourcePosition _position;

    public override int Inputs => function.Inputs;

    /// <summary>What is kept by key.</summary>
    public KeyedContext Keyed => _keyed;

    public override void Open(OperatorClock clock)
    {
        _keyed = new KeyedContext(OnTimer, clock);
        _context = new ProcessContext(_keyed, _broadcast.Values, Emit);
        function.Open(_keyed.State);
    }

    public override void OnWatermark(long watermark)
    {
        _keyed.AdvanceWatermark(watermark);
        Emitter.Flush(this);
        base.OnWatermark(watermark);
    }

    public override void OnProcessingTime(long now)
    {
        _keyed.AdvanceProcessingTime(now);
        Emitter.Flush(this);
    }

    public override void Snapshot(StateWriter writer)
    {
        _broadcast.Write(writer);
        _keyed.Write(writer);
    }

    public override void Restore(StateReader reader)
    {
        _broadcast.Read(reader);
        _keyed.Read(reader);
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

        _keyed.State.CurrentKey = batch.Key(index);
        function.Process(input, row, _context);
        _keyed.State.Release();
    }

    private void OnTimer(TimeDomain domain, long time, StateNamespace at)
    {
        _position = default;
        _context.Timestamp = time;
        _context.OutputTimestamp = domain == TimeDomain.Event ? time : null;
        function.OnTimer(domain, time, _context);
    }

    private void Emit(string? side, IRow row, long? timestamp) => Emitter.Emit(this, side, row, timestamp ?? long.MinValue, _position);
}
