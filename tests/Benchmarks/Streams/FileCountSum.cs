using System.Globalization;
using FlinkZk.Streams.Aggregates;
using FlinkZk.Streams.Connectors;
using FlinkZk.Streams.Jobs;
using FlinkZk.Streams.Runtime;
using FlinkZk.Streams.Time;
using FlinkZk.Streams.Windows;

namespace FlinkZk.Benchmarks;

/// <summary>
/// A CSV file of three columns, and the same as JSON lines, to count and sum by 100 000 keys in windows of 10 s, one core, the file in the system's cache. A row by the operators that are the rule beside it, of fewer records.
/// </summary>
internal sealed class FileCountSum : IBenchmark
{
    private const int Keys = 100_000;

    public string Name => "file to count and sum, 100 000 keys, core";

    public Task<IReadOnlyList<Result>> RunAsync()
    {
        var path = Path.Combine(Path.GetTempPath(), $"flinkzk-{Guid.NewGuid():n}");
        var results = new List<Result>();
        try
        {
            foreach (var format in new[] { "CSV", "JSON lines" })
            {
                Write(path, format, 5_000_000);
                results.Add(new($"{format} {Name}", "M/s", Run(path, format, 5_000_000, byRule: false, runs: 5)));
                Write(path, format, 500_000);
                results.Add(new($"{format} {Name}, by the rule", "M/s", Run(path, format, 500_000, byRule: true, runs: 3)));
            }

            return Task.FromResult<IReadOnlyList<Result>>(results);
        }
        finally
        {
            File.Delete(path);
        }
    }

    private static double[] Run(string path, string format, int records, bool byRule, int runs) => Measure.MillionsPerSecond(warmUps: 1, runs, records, () =>
    {
        var counted = 0L;
        var plan = new StreamPlan
        {
            Time = "Time",
            Key = "Key",
            Watermarks = WatermarkStrategy.ForBoundedOutOfOrderness(TimeSpan.FromSeconds(1)),
            Window = new TumblingWindows(TimeSpan.FromSeconds(10)),
            Aggregates = [new("Count", AggregateFunction.Count, null), new("Sum", AggregateFunction.Sum, "Value")],
            ByRule = byRule,
        };
        using RecordSource source = format == "CSV" ? new CsvSource([path], new CsvOptions { ByRule = byRule }) : new JsonSource([path], new JsonOptions { ByRule = byRule });
        new StreamJob(plan, new StreamOutputs { Result = result => counted += (long)result.Values[0]! }).Run(source, CancellationToken.None);
        if (counted != records)
            throw new InvalidOperationException($"{counted} of {records} records were counted.");
    });

    // 50 000 records a second of event time: ten windows of 500 000 records in 5 000 000.
    private static void Write(string path, string format, int records)
    {
        using var file = new StreamWriter(path);
        if (format == "CSV")
            file.Write("Time,Key,Value\n");
        for (var i = 0; i < records; i++)
        {
            var (time, key, value) = (1_000_000_000_000 + i / 50, i * 7919L % Keys, i % 1000);
            file.Write(format == "CSV"
                ? string.Create(CultureInfo.InvariantCulture, $"{time},{key},{value}\n")
                : string.Create(CultureInfo.InvariantCulture, $"{{\"Time\":{time},\"Key\":\"{key}\",\"Value\":{value}}}\n"));
        }
    }
}
