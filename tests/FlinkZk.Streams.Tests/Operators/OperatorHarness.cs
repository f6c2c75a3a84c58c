using FlinkZk.Streams.Operators;
using FlinkZk.Streams.Records;
using FlinkZk.Streams.State;
using FlinkZk.Streams.Time;

namespace FlinkZk.Streams.Tests.Operators;

/// <summary>
/// Drives one operator a step at a time, and writes down what comes out of all its outputs. It can write the operator and go on with a new one that was restored from it: what was
/// written must come out of the new one again, byte by byte.
/// </summary>
internal sealed class OperatorHarness
{
    private readonly Func<Operator> _make;
    private readonly string[] _sides;
    private readonly Func<IRow, string> _print;
    private readonly Channel[] _inputs;

    public OperatorHarness(Func<Operator> make, Func<IRow, string>? print = null, params string[] sides)
    {
        (_make, _sides, _print) = (make, sides, print ?? StreamsTesting.Print);
        Operator = Open(OperatorClock.Start);
        // The merging of watermarks is no part of an operator: it stays when the operator is replaced.
        _inputs = [.. InputPort.Of(new Current(this)).Select(input => input.Open())];
    }

    public Operator Operator { get; private set; }

    public List<string> Out { get; } = [];

    private long Watermark { get; set; } = long.MinValue;

    private long ProcessingTime { get; set; }

    public void Record(int input, IRow row, object key, long timestamp) => Records(input, (row, key, timestamp));

    public void Records(int input, params (IRow Row, object Key, long Timestamp)[] records)
    {
        var batch = new RecordBatch(Math.Max(records.Length, 1));
        foreach (var (row, key, timestamp) in records)
        {
            batch.Add(row, new SourcePosition(null, 1));
            batch.SetTime(batch.Count - 1, timestamp);
            batch.SetKey(batch.Count - 1, key);
        }

        _inputs[input].OnBatch(batch);
    }

    public void OnWatermark(long watermark)
    {
        foreach (var input in _inputs)
            input.OnWatermark(watermark);
    }

    public void OnWatermark(int input, long watermark) => _inputs[input].OnWatermark(watermark);

    public void OnStatus(int input, WatermarkStatus status) => _inputs[input].OnStatus(status);

    public void OnProcessingTime(long now)
    {
        ProcessingTime = now;
        Operator.OnProcessingTime(now);
    }

    /// <summary>Sets the clock by which values expire, so that no timer fires and nothing is swept.</summary>
    public void SetClock(long now)
    {
        ProcessingTime = now;
        ((ProcessOperator)Operator).Keyed.State.Now = now;
    }

    /// <summary>Goes on with a new operator.</summary>
    /// <param name="atSameTime">Whether watermark and clock stay, so that nothing but the operator changes; else they begin anew.</param>
    /// <param name="compare">Whether the new one writes what the old one has written.</param>
    public void SnapshotAndRestore(bool atSameTime, bool compare = true)
    {
        var bytes = Snapshot();
        if (!atSameTime)
            (Watermark, ProcessingTime) = (long.MinValue, 0);
        Operator = Open(new OperatorClock(Watermark, ProcessingTime));
        Operator.Restore(new StateReader(bytes));
        if (compare)
            Assert.Equal(bytes, Snapshot());
    }

    private byte[] Snapshot()
    {
        var writer = new StateWriter();
        Operator.Snapshot(writer);
        return writer.ToArray();
    }

    private Operator Open(OperatorClock clock)
    {
        var made = _make();
        made.Open(clock);
        Connect(made.Output, "");
        foreach (var side in _sides)
            Connect(made.OpenSide(side), side + " ");
        return made;
    }

    private void Connect(Output output, string prefix) => output.Add(InputPort.Of(new Collector(this, prefix))[0].Open());

    private sealed class Current(OperatorHarness harness) : Operator
    {
        public override int Inputs => harness.Operator.Inputs;

        public override void OnBatch(int input, RecordBatch batch) => harness.Operator.OnBatch(input, batch);

        public override void OnWatermark(long watermark)
        {
            harness.Watermark = watermark;
            harness.Operator.OnWatermark(watermark);
        }

        public override void OnStatus(WatermarkStatus status) => harness.Operator.OnStatus(status);
    }

    private sealed class Collector(OperatorHarness harness, string prefix) : Operator
    {
        public override void OnBatch(int input, RecordBatch batch)
        {
            for (var i = 0; i < batch.Count; i++)
                harness.Out.Add($"{prefix}{harness._print(batch.Row(i))} ts {(batch.Time(i) == long.MinValue ? "null" : batch.Time(i))}");
        }

        // All outputs have the same watermarks: those of the main one are enough.
        public override void OnWatermark(long watermark)
        {
            if (prefix.Length == 0)
                harness.Out.Add($"watermark {watermark}");
        }

        public override void OnStatus(WatermarkStatus status) => harness.Out.Add($"{prefix}status {(status == WatermarkStatus.Idle ? "idle" : "active")}");
    }
}
