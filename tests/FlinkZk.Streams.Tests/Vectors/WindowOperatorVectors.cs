using System.Globalization;
using System.Text.Json;
using FlinkZk.Streams.Windows;

namespace FlinkZk.Streams.Tests.Vectors;

public sealed class WindowOperatorVectors
{
    public static TheoryData<string> Names => Vector.Of("window");

    [Theory]
    [MemberData(nameof(Names))]
    public void The_window_operator_does_what_Flinks_did(string name)
    {
        var vector = Vector.Load(name);
        var harness = new Harness(vector);
        foreach (var step in vector.Steps)
        {
            var actual = harness.Step(step);
            Assert.Equal(Vector.Expected(step, harness.AnyValuesOrder), Vector.Ordered(step, actual));
            if (!actual.Contains("error"))
                harness.CheckProbe(step.GetProperty("probe"));
        }
    }

    [Fact]
    public void All_vectors_are_there() => Assert.Equal(40, Names.Count);

    private sealed class Harness : IWindowOutput<string, List<string>>
    {
        private readonly WindowOperator<string, List<string>, List<string>> _operator;
        private readonly bool _lateSideOutput;
        private readonly List<string> _out = [];
        private long _lateDropped;

        public Harness(Vector vector)
        {
            _lateSideOutput = vector.Config.TryGetProperty("lateSideOutput", out var side) && side.GetBoolean();
            AnyValuesOrder = vector.Text("valuesOrder") == "any";
            Trigger trigger = new EventTimeTrigger();
            if (vector.Text("trigger") == "purging(eventTime)")
                trigger = new PurgingTrigger(trigger);
            _operator = new(Assigner(vector), trigger, new ValueList(vector.Text("function") == "sum"), vector.Number("allowedLateness"), this);
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
            else
            {
                Assert.True(step.TryGetProperty("processingTime", out _));
            }

            // The late side output is recorded after the main one.
            return [.. _out.OrderBy(l => l.StartsWith("late", StringComparison.Ordinal))];
        }

        public void CheckProbe(JsonElement probe)
        {
            Assert.Equal(probe.GetProperty("eventTimers").GetInt32(), _operator.TimerCount);
            Assert.Equal(probe.GetProperty("lateDropped").GetInt64(), _lateDropped);
        }

        public void OnResult(object key, TimeWindow window, List<string> result) =>
            _out.Add(Vector.ResultLine((string)key, window.Start, window.End, result, AnyValuesOrder, _operator.CurrentWatermark));

        public void OnLate(object key, string value, long timestamp)
        {
            if (_lateSideOutput)
                _out.Add($"late {key} {value} ts {timestamp}");
            else
                _lateDropped++;
        }

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

        private static WindowAssigner Assigner(Vector vector) => vector.Text("assigner") switch
        {
            "tumblingEventTime" => new TumblingEventTimeWindows(Milliseconds(vector, "size"), Milliseconds(vector, "offset")),
            "slidingEventTime" => new SlidingEventTimeWindows(Milliseconds(vector, "size"), Milliseconds(vector, "slide"), Milliseconds(vector, "offset")),
            "sessionEventTime" => new EventTimeSessionWindows(Milliseconds(vector, "gap")),
            "sessionEventTimeDynamicGap" => EventTimeSessionWindows.WithDynamicGap(value => long.Parse((string)value, CultureInfo.InvariantCulture)),
            var other => throw new NotSupportedException(other),
        };

        private static TimeSpan Milliseconds(Vector vector, string name) => TimeSpan.FromMilliseconds(vector.Number(name));
    }
}
