using System.Text.Json;
using FlinkZk.Streams.Configuration;
using FlinkZk.Streams.Operators;
using FlinkZk.Streams.Records;
using FlinkZk.Streams.Runtime;
using FlinkZk.Streams.Tests.Operators;
using FlinkZk.Streams.Time;

namespace FlinkZk.Streams.Tests.Vectors;

/// <summary>Process functions of one and two inputs, and the interval join. Each vector runs twice: as it is, and with the operator written and restored after every step.</summary>
public sealed class OperatorVectors
{
    public static TheoryData<string, bool> Processes => Twice(["keyedProcess", "keyedCoProcess"]);

    public static TheoryData<string, bool> Joins => Twice(["intervalJoin"]);

    [Theory]
    [MemberData(nameof(Processes))]
    public void Process_functions_do_what_Flinks_did(string name, bool restoring)
    {
        var vector = Vector.Load(name);
        Run(vector, new OperatorHarness(() => new ProcessOperator(new CommandFunction(vector), Job()), row => (string)((Row)row)[0]!), restoring);
    }

    [Theory]
    [MemberData(nameof(Joins))]
    public void The_interval_join_does_what_Flinks_did(string name, bool restoring)
    {
        var vector = Vector.Load(name);
        var lower = vector.Number("lower") + (vector.Config.GetProperty("lowerInclusive").GetBoolean() ? 0 : 1);
        var upper = vector.Number("upper") - (vector.Config.GetProperty("upperInclusive").GetBoolean() ? 0 : 1);
        string[] sides = vector.Config.GetProperty("lateSideOutputs").GetBoolean() ? [IntervalJoinOperator.LateLeft, IntervalJoinOperator.LateRight] : [];
        Run(vector, new OperatorHarness(() => new IntervalJoinOperator(lower, upper, Pair, Job()), row => row is Row { Schema.Count: 4 } ? Value(row, "value") : Value(row, "line"), sides), restoring);
    }

    [Fact]
    public void All_vectors_are_there()
    {
        Assert.Equal(2 * 25, Processes.Count);
        Assert.Equal(2 * 9, Joins.Count);
    }

    private static void Run(Vector vector, OperatorHarness harness, bool restoring)
    {
        foreach (var step in vector.Steps)
        {
            harness.Out.Clear();
            try
            {
                Drive(harness, step);
            }
            catch (ArgumentNullException)
            {
                harness.Out.Add("error");
            }

            var actual = harness.Out.OrderBy(line => line.StartsWith("late-", StringComparison.Ordinal)).ToList();
            var expected = step.GetProperty("out").EnumerateArray().Select(Line).ToList();
            if (step.TryGetProperty("anyOrder", out _) || step.TryGetProperty("anyOrderAmongEqualTs", out _))
            {
                actual = [.. actual.OrderBy(line => line.StartsWith("watermark", StringComparison.Ordinal)).ThenBy(line => line, StringComparer.Ordinal)];
                expected = [.. expected.OrderBy(line => line.StartsWith("watermark", StringComparison.Ordinal)).ThenBy(line => line, StringComparer.Ordinal)];
            }

            Assert.Equal(expected, actual);
            if (actual.Contains("error"))
                return;
            CheckProbe(vector, step.GetProperty("probe"), harness.Operator);
            if (restoring)
                harness.SnapshotAndRestore(atSameTime: true);
        }
    }

    private static void CheckProbe(Vector vector, JsonElement probe, Operator current)
    {
        var keyed = current is ProcessOperator process ? process.Keyed : ((IntervalJoinOperator)current).Keyed;
        Assert.Equal(probe.GetProperty("eventTimers").GetInt32(), keyed.EventTimers.Count);
        if (probe.TryGetProperty("processingTimers", out var timers))
            Assert.Equal(timers.GetInt32(), keyed.ProcessingTimers.Count);
        // Flink keeps a map whose entries have all expired until it is asked once more.
        if (!vector.Config.TryGetProperty("ttl", out _))
            Assert.Equal(probe.GetProperty("stateEntries").GetInt32(), keyed.State.ValueCount);
    }

    private static void Drive(OperatorHarness harness, JsonElement step)
    {
        if (step.TryGetProperty("record", out var record) || step.TryGetProperty("left", out record))
            Send(harness, 0, record);
        else if (step.TryGetProperty("right", out record))
            Send(harness, 1, record);
        else if (step.TryGetProperty("watermark", out var watermark))
            harness.OnWatermark(watermark.GetInt64());
        else if (step.TryGetProperty("leftWatermark", out watermark))
            harness.OnWatermark(0, watermark.GetInt64());
        else if (step.TryGetProperty("rightWatermark", out watermark))
            harness.OnWatermark(1, watermark.GetInt64());
        else if (step.TryGetProperty("leftStatus", out var status))
            harness.OnStatus(0, Status(status));
        else if (step.TryGetProperty("rightStatus", out status))
            harness.OnStatus(1, Status(status));
        else if (step.TryGetProperty("processingTime", out var now))
            harness.OnProcessingTime(now.GetInt64());
        else if (step.TryGetProperty("ttlTime", out now))
            harness.SetClock(now.GetInt64());
        else
            harness.SnapshotAndRestore(atSameTime: !step.GetProperty("snapshotAndRestore").GetBoolean());
    }

    private static void Send(OperatorHarness harness, int input, JsonElement record)
    {
        var (key, value, timestamp) = (record.GetProperty("key").GetString()!, record.GetProperty("value").ToString(), record.GetProperty("ts").GetInt64());
        harness.Record(input, StreamsTesting.Row(("key", key), ("value", value), ("ts", timestamp), ("input", (long)input)), key, timestamp);
    }

    private static WatermarkStatus Status(JsonElement status) => status.GetString() == "idle" ? WatermarkStatus.Idle : WatermarkStatus.Active;

    private static string Line(JsonElement output)
    {
        if (output.TryGetProperty("error", out _))
            return "error";
        if (output.TryGetProperty("watermark", out var watermark))
            return $"watermark {watermark}";
        if (output.TryGetProperty("status", out var status))
            return $"status {status}";
        var timestamp = output.GetProperty("ts").ValueKind == JsonValueKind.Null ? "null" : output.GetProperty("ts").ToString();
        foreach (var (property, side) in new[] { ("leftLate", IntervalJoinOperator.LateLeft), ("rightLate", IntervalJoinOperator.LateRight) })
        {
            if (output.TryGetProperty(property, out var late))
                return $"{side} {late.GetProperty("value")} ts {timestamp}";
        }

        return $"{JsonSerializer.Serialize(output.GetProperty("emit"))} ts {timestamp}";
    }

    private static Row Pair(IRow left, IRow right)
    {
        var key = Value(left, "key");
        var (leftTime, rightTime) = (Number(left, "ts"), Number(right, "ts"));
        return StreamsTesting.Row(("line", JsonSerializer.Serialize(new Dictionary<string, object>
        {
            ["key"] = key,
            ["left"] = Value(left, "value"),
            ["right"] = Value(right, "value"),
            ["leftTs"] = leftTime,
            ["rightTs"] = rightTime,
            ["contextTs"] = Math.Max(leftTime, rightTime),
        })));
    }

    private static string Value(IRow row, string name) => row.TryGetValue(name, out var value) ? (string)value! : throw new KeyNotFoundException(name);

    private static long Number(IRow row, string name) => row.TryGetValue(name, out var value) ? (long)value! : throw new KeyNotFoundException(name);

    private static JobContext Job() => new(new StreamOutputs(), ConfigurationSnapshot.Empty);

    private static TheoryData<string, bool> Twice(string[] operators)
    {
        var data = new TheoryData<string, bool>();
        foreach (var name in operators.SelectMany(name => Vector.Of(name).Select(row => row.Data)))
        {
            data.Add(name, false);
            data.Add(name, true);
        }

        return data;
    }
}
