using FlinkZk.Streams.Aggregates;
using FlinkZk.Streams.Connectors;
using FlinkZk.Streams.Runtime;
using FlinkZk.Streams.Time;
using FlinkZk.Streams.Windows;

namespace FlinkZk.Streams.Tests.Runtime;

/// <summary>The examples' data do what their README says.</summary>
public sealed class ExampleDataTests
{
    [Fact]
    public void Flights_are_late_only_where_the_rule_of_disorder_makes_them_so()
    {
        using var source = new CsvSource([Data("flights.csv")]);
        var plan = new StreamPlan
        {
            Time = "date",
            Key = "origin",
            Window = new TumblingWindows(TimeSpan.FromDays(1)),
            Watermarks = WatermarkStrategy.ForBoundedOutOfOrderness(TimeSpan.FromMinutes(30)),
            Aggregates = [Aggregate.Parse("Flights=count"), Aggregate.Parse("Delay=avg delay"), Aggregate.Parse("Worst=max delay")],
        };
        var run = JobRun.Pull(plan, source);
        Assert.Empty(run.Errors);
        Assert.Equal((20_000, 19), (run.Job.Summary.In, run.Job.Summary.Late));
    }

    [Fact]
    public void Sensors_have_a_reading_an_hour()
    {
        using var source = new JsonSource([Data("sensors.jsonl")]);
        var plan = new StreamPlan { Time = "time", Key = "sensor", Window = new TumblingWindows(TimeSpan.FromDays(1)), Aggregates = [Aggregate.Parse("avg value")] };
        var run = JobRun.Pull(plan, source);
        Assert.Empty(run.Errors);
        Assert.Equal((4_245, 59 * 3), (run.Job.Summary.In, run.Job.Summary.Out));
    }

    [Fact]
    public void The_log_is_read_with_a_regular_expression()
    {
        using var source = new TextSource([Data("zookeeper.log")], @"^(?<time>\S+) \[(?<thread>[^\]]*)\] (?<level>[A-Z]+) (?<logger>\S+) - (?<message>.*)$");
        var plan = new StreamPlan
        {
            Time = "time",
            Key = "level",
            Window = new TumblingWindows(TimeSpan.FromSeconds(1)),
            Watermarks = WatermarkStrategy.ForBoundedOutOfOrderness(TimeSpan.FromSeconds(1)),
        };
        var run = JobRun.Pull(plan, source);
        Assert.Empty(run.Errors);
        Assert.Equal((4_000, 0), (run.Job.Summary.In, run.Job.Summary.Late));
    }

    private static string Data(string file)
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var path = Path.Combine(folder.FullName, "examples", "data", file);
            if (File.Exists(path))
                return path;
        }

        throw new FileNotFoundException("examples/data was not found above the tests.", file);
    }
}
