using System.Globalization;
using System.Text.Json;
using FlinkZk.Streams.State;
using FlinkZk.Streams.Time;
using FlinkZk.Streams.Windows;

namespace FlinkZk.Streams.Tests.Vectors;

public sealed class WindowOperatorVectors
{
    public static TheoryData<string> Names => Vector.Of("window");

    [Theory]
    [MemberData(nameof(Names))]
    public void The_window_operator_does_what_Flinks_did(string name) => Run(name, restoring: false);

    [Theory]
    [MemberData(nameof(Names))]
    public void Snapshot_and_restore_after_each_step_change_nothing(string name) => Run(name, restoring: true);

    [Fact]
    public void All_vectors_are_there() => Assert.Equal(63, Names.Count);

    private static void Run(string name, bool restoring)
    {
        var vector = Vector.Load(name);
        var harness = vector.Config.TryGetProperty("evictor", out _) ? (IWindowHarness)new WindowHarness<List<Timestamped<string>>>(vector, Evicted(vector)) : new WindowHarness<List<string>>(vector, Aggregated(vector));
        foreach (var step in vector.Steps)
        {
            var actual = harness.Step(step);
            Assert.Equal(Vector.Expected(step, harness.AnyValuesOrder), Vector.Ordered(step, actual));
            if (actual.Contains("error"))
                return;
            harness.CheckProbe(step.GetProperty("probe"));
            if (restoring)
                harness.Restore(atSameTime: true);
        }
    }

    private static AggregatedContents<string, List<string>, List<string>> Aggregated(Vector vector) =>
        new(new ValueList(vector.Text("function") == "sum"), StateSerializers.ListOf(StateSerializers.Text));

    private static EvictedContents<string, List<string>, List<string>> Evicted(Vector vector) => new(new ValueList(), StateSerializers.Text, vector.Text("evictor")! switch
    {
        "count(1) after" => new CountEvictor<string>(1, afterFiring: true),
        "count(2) before" => new CountEvictor<string>(2),
        "count(5) before" => new CountEvictor<string>(5),
        "time(5) before" => new TimeEvictor<string>(5),
        "delta(5) before: evict if |last - value| >= 5" => new DeltaEvictor<string>(5, value => double.Parse(value, CultureInfo.InvariantCulture)),
        var other => throw new NotSupportedException(other),
    });

    private interface IWindowHarness
    {
        bool AnyValuesOrder { get; }

        List<string> Step(JsonElement step);

        void CheckProbe(JsonElement probe);

        void Restore(bool atSameTime);
    }

    private sealed class WindowHarness<TAcc> : IWindowHarness, IWindowOutput<string, List<string>>
        where TAcc : class
    {
        private readonly Vector _vector;
        private readonly WindowContents<string, TAcc, List<string>> _contents;
        private readonly bool _lateSideOutput;
        private readonly List<string> _out = [];
        private WindowOperator<string, TAcc, List<string>> _operator;
        private long _lateDropped;
        private bool _probesTimers = true;

        public WindowHarness(Vector vector, WindowContents<string, TAcc, List<string>> contents)
        {
            (_vector, _contents) = (vector, contents);
            _lateSideOutput = vector.Config.TryGetProperty("lateSideOutput", out var side) && side.GetBoolean();
            AnyValuesOrder = vector.Text("valuesOrder") == "any";
            _operator = Open(OperatorClock.Start);
        }

        public bool AnyValuesOrder { get; }

        public List<string> Step(JsonElement step)
        {
            _out.Clear();
            if (step.TryGetProperty("watermark", out var watermark))
            {
                _operator.ProcessWatermark(watermark.GetInt64());
                _out.Add($"watermark {watermark.GetInt64()}");
            }
            else if (step.TryGetProperty("record", out var record))
            {
                Process(record);
            }
            else if (step.TryGetProperty("processingTime", out var now))
            {
                _operator.ProcessProcessingTime(now.GetInt64());
            }
            else
            {
                Assert.True(step.GetProperty("snapshotAndRestore").GetBoolean());
                Restore(atSameTime: false);
            }

            // The late side output is recorded after the main one.
            return [.. _out.OrderBy(l => l.StartsWith("late", StringComparison.Ordinal))];
        }

        public void CheckProbe(JsonElement probe)
        {
            // A window that Flink would forget has one timer more here, from the time on when its trigger takes its own back.
            _probesTimers &= _vector.Text("trigger")?.StartsWith("processingTimeout", StringComparison.Ordinal) != true;
            if (_probesTimers)
                Assert.Equal(probe.GetProperty("eventTimers").GetInt32(), _operator.Keyed.EventTimers.Count);
            Assert.Equal(probe.GetProperty("processingTimers").GetInt32(), _operator.Keyed.ProcessingTimers.Count);
            Assert.Equal(probe.GetProperty("lateDropped").GetInt64(), _lateDropped);
        }

        public void Restore(bool atSameTime)
        {
            var clock = atSameTime ? new OperatorClock(_operator.CurrentWatermark, _operator.CurrentProcessingTime) : OperatorClock.Start;
            var bytes = Snapshot();
            _operator = Open(clock);
            _operator.Keyed.Read(new StateReader(bytes));
            Assert.Equal(bytes, Snapshot());
        }

        public void OnResult(object key, TimeWindow window, List<string> result) =>
            _out.Add(Vector.ResultLine((string)key, window, result, AnyValuesOrder, _operator.CurrentWatermark));

        public void OnLate(object key, string value, long timestamp)
        {
            if (_lateSideOutput)
                _out.Add($"late {key} {value} ts {timestamp}");
            else
                _lateDropped++;
        }

        private byte[] Snapshot()
        {
            var writer = new StateWriter();
            _operator.Keyed.Write(writer);
            return writer.ToArray();
        }

        private WindowOperator<string, TAcc, List<string>> Open(OperatorClock clock) =>
            new(Assigner(_vector), Trigger(_vector), _contents, _vector.Number("allowedLateness"), this, clock);

        private void Process(JsonElement record)
        {
            var timestamp = record.GetProperty("ts");
            try
            {
                _operator.ProcessElement(
                    record.GetProperty("key").GetString()!,
                    record.GetProperty("value").ToString(),
                    timestamp.ValueKind == JsonValueKind.Null ? long.MinValue : timestamp.GetInt64());
            }
            catch (InvalidOperationException)
            {
                _out.Add("error");
            }
        }
    }

    private static WindowAssigner Assigner(Vector vector) => vector.Text("assigner") switch
    {
        "tumblingEventTime" => new TumblingWindows(Milliseconds(vector, "size"), Milliseconds(vector, "offset")),
        "tumblingProcessingTime" => new TumblingWindows(Milliseconds(vector, "size"), Milliseconds(vector, "offset"), TimeDomain.Processing),
        "slidingEventTime" => new SlidingWindows(Milliseconds(vector, "size"), Milliseconds(vector, "slide"), Milliseconds(vector, "offset")),
        "slidingProcessingTime" => new SlidingWindows(Milliseconds(vector, "size"), Milliseconds(vector, "slide"), Milliseconds(vector, "offset"), TimeDomain.Processing),
        "sessionEventTime" => new SessionWindows(Milliseconds(vector, "gap")),
        "sessionProcessingTime" => new SessionWindows(Milliseconds(vector, "gap"), TimeDomain.Processing),
        "sessionEventTimeDynamicGap" => SessionWindows.WithDynamicGap(value => long.Parse((string)value, CultureInfo.InvariantCulture)),
        "global" or "globalWithEndOfStreamTrigger" => new GlobalWindows(),
        var other => throw new NotSupportedException(other),
    };

    private static Trigger Trigger(Vector vector) => vector.Text("trigger") switch
    {
        null when vector.Text("assigner") == "globalWithEndOfStreamTrigger" => new EndOfStreamTrigger(),
        null when vector.Text("assigner")!.EndsWith("ProcessingTime", StringComparison.Ordinal) => new ProcessingTimeTrigger(),
        null => new EventTimeTrigger(),
        "purging(eventTime)" => new PurgingTrigger(new EventTimeTrigger()),
        "never" => new NeverTrigger(),
        "count(2)" => new CountTrigger(2),
        "count(3)" => new CountTrigger(3),
        "purging(count(2))" => new PurgingTrigger(new CountTrigger(2)),
        "purging(count(3))" => new PurgingTrigger(new CountTrigger(3)),
        "continuousEventTime(10)" => new ContinuousEventTimeTrigger(10),
        "continuousEventTime(20)" => new ContinuousEventTimeTrigger(20),
        "continuousProcessingTime(10)" => new ContinuousProcessingTimeTrigger(10),
        "delta(10): |value - value at the last firing| > 10" => new DeltaTrigger(10, value => double.Parse((string)value, CultureInfo.InvariantCulture)),
        "processingTimeout(eventTime, 10, resetTimerOnNewRecord=false, shouldClearOnTimeout=true)" => new ProcessingTimeoutTrigger(new EventTimeTrigger(), 10, resetOnRecord: false, clearOnTimeout: true),
        var other => throw new NotSupportedException(other),
    };

    private static TimeSpan Milliseconds(Vector vector, string name) => TimeSpan.FromMilliseconds(vector.Number(name));
}
