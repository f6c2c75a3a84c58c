using FlinkZk.Streams.Aggregates;
using FlinkZk.Streams.Jobs;
using FlinkZk.Streams.Records;
using FlinkZk.Streams.Runtime;
using FlinkZk.Streams.Time;
using FlinkZk.Streams.Windows;

namespace FlinkZk.Benchmarks;

/// <summary>
/// A tumbling count of 1 000 keys through the core, one core: records are made beforehand, so that what is measured is reading time and key,
/// windowing and firing.
/// </summary>
internal sealed class TumblingCount : IBenchmark
{
    private const int Records = 1_000_000;
    private const int Keys = 1_000;

    public string Name => "tumbling count, 1 000 keys, core";

    public Task<IReadOnlyList<Result>> RunAsync()
    {
        var schema = new Schema(["Time", "Key"]);
        var rows = new Row[Records];
        for (var i = 0; i < rows.Length; i++)
            rows[i] = new Row(schema, [i * 10L, (long)(i * 7919L % Keys)]); // 100 records a second of event time, keys in a mixed order
        var plan = new StreamPlan
        {
            Time = "Time",
            Key = "Key",
            Watermarks = WatermarkStrategy.ForBoundedOutOfOrderness(TimeSpan.FromSeconds(5)),
            Window = new TumblingWindows(TimeSpan.FromMinutes(1)),
            Aggregates = [new("Count", AggregateFunction.Count, null)],
        };

        var samples = Measure.MillionsPerSecond(warmUps: 2, runs: 5, Records, () =>
        {
            var counted = 0L;
            var job = new StreamJob(plan, new StreamOutputs { Result = result => counted += (long)result["Count"]! });
            foreach (var row in rows)
                job.Push(row);
            job.Complete();
            if (counted != Records)
                throw new InvalidOperationException($"{counted} of {Records} records were counted.");
        });
        return Task.FromResult<IReadOnlyList<Result>>([new(Name, "M/s", samples)]);
    }
}
