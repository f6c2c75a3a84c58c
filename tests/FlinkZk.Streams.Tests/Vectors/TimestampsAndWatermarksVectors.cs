using System.Text.Json;
using FlinkZk.Streams.Configuration;
using FlinkZk.Streams.Operators;
using FlinkZk.Streams.Records;
using FlinkZk.Streams.Runtime;
using FlinkZk.Streams.Time;

namespace FlinkZk.Streams.Tests.Vectors;

public sealed class TimestampsAndWatermarksVectors
{
    public static TheoryData<string> Names => Vector.Of("timestampsAndWatermarks");

    [Theory]
    [MemberData(nameof(Names))]
    public void Watermarks_come_when_Flinks_came(string name)
    {
        var vector = Vector.Load(name);
        var collector = new Collector();
        var graph = new OperatorGraph()
            .Add("timestamps", new TimestampOperator("value", null))
            .Add("watermarks", new TimestampsAndWatermarksOperator(Strategy(vector), new JobContext(new StreamOutputs(), ConfigurationSnapshot.Empty)))
            .Add("collector", collector)
            .Connect("timestamps", "watermarks")
            .Connect("watermarks", "collector");
        var head = graph.OpenInput("timestamps");
        foreach (var step in vector.Steps)
        {
            collector.Out.Clear();
            Drive(graph, head, step);
            Assert.Equal(Vector.Expected(step, false), collector.Out);
        }
    }

    [Fact]
    public void All_vectors_are_there() => Assert.Equal(5, Names.Count);

    private static WatermarkStrategy Strategy(Vector vector)
    {
        var strategy = vector.Text("strategy") == "monotonousTimestamps"
            ? WatermarkStrategy.ForMonotonousTimestamps()
            : WatermarkStrategy.ForBoundedOutOfOrderness(TimeSpan.FromMilliseconds(vector.Number("bound")));
        if (vector.Number("idleness") is > 0 and var idleness)
            strategy = strategy.WithIdleness(TimeSpan.FromMilliseconds(idleness));
        return strategy.WithEmission(WatermarkEmission.Every(TimeSpan.FromMilliseconds(vector.Number("autoWatermarkInterval"))));
    }

    private static void Drive(OperatorGraph graph, Channel head, JsonElement step)
    {
        if (step.TryGetProperty("value", out var value))
        {
            var batch = new RecordBatch(1);
            batch.Add(new Row(new Schema(["value"]), [value.GetInt64()]), new SourcePosition(null, 1));
            head.OnBatch(batch);
        }
        else if (step.TryGetProperty("processingTime", out var now))
        {
            graph.OnProcessingTime(now.GetInt64());
        }
        else if (step.TryGetProperty("upstreamWatermark", out var watermark))
        {
            head.OnWatermark(watermark.GetInt64());
        }
        else
        {
            head.OnStatus(step.GetProperty("upstreamStatus").GetString() == "idle" ? WatermarkStatus.Idle : WatermarkStatus.Active);
        }
    }

    private sealed class Collector : Operator
    {
        public List<string> Out { get; } = [];

        public override void OnBatch(int input, RecordBatch batch)
        {
            for (var i = 0; i < batch.Count; i++)
                Out.Add($"emit {batch.Time(i)} ts {batch.Time(i)}");
        }

        public override void OnWatermark(long watermark) => Out.Add($"watermark {watermark}");

        public override void OnStatus(WatermarkStatus status) => Out.Add(status == WatermarkStatus.Idle ? "status idle" : "status active");
    }
}
