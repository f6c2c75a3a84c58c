using FlinkZk.Streams.Aggregates;
using FlinkZk.Streams.Jobs;
using FlinkZk.Streams.Runtime;
using FlinkZk.Streams.Time;
using FlinkZk.Streams.Windows;

namespace FlinkZk.Streams.Tests.Runtime;

public sealed class StreamPlanTests
{
    private static readonly StreamPlan Windowed = new() { Time = "t", Window = new TumblingWindows(TimeSpan.FromMinutes(1)) };

    public static TheoryData<string, StreamPlan> Wrong => new()
    {
        { "Windows need the time of each record.", Windowed with { Time = null } },
        { "A time is given, but no window.", new StreamPlan { Time = "t" } },
        { "A key is given, but no window.", new StreamPlan { Key = "k" } },
        { "A time is given, but no window.", new StreamPlan { TimeFormat = "yyyy" } },
        { "A watermark strategy is given, but no window.", new StreamPlan { Watermarks = WatermarkStrategy.ForBoundedOutOfOrderness(TimeSpan.FromSeconds(1)) } },
        { "A list of aggregates is given, but no window.", new StreamPlan { Aggregates = [Aggregate.Parse("count")] } },
        { "A lateness is given, but no window.", new StreamPlan { AllowedLateness = TimeSpan.FromSeconds(1) } },
        { "The allowed lateness is -00:00:01.", Windowed with { AllowedLateness = TimeSpan.FromSeconds(-1) } },
        { "There is no aggregate.", Windowed with { Aggregates = [] } },
        { "Two aggregates are called 'n'.", Windowed with { Aggregates = [Aggregate.Parse("n=count"), Aggregate.Parse("N=sum x")] } },
        { "The batch size is 0.", new StreamPlan { BatchSize = 0 } },
        { "Idleness is measured by the clock", Windowed with { Watermarks = WatermarkStrategy.ForMonotonousTimestamps().WithIdleness(TimeSpan.FromSeconds(1)) } },
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public void A_plan_that_contradicts_itself_is_refused_with_the_reason(string message, StreamPlan plan)
    {
        var error = Assert.Throws<StreamException>(() => new StreamJob(plan, new StreamOutputs()));
        Assert.Equal(StreamErrorId.InvalidPlan, error.Id);
        Assert.StartsWith(message, error.Message, StringComparison.Ordinal);
        Assert.NotEmpty(error.RecommendedAction);
    }

    [Fact]
    public void Watermark_strategies_that_make_no_sense_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => WatermarkStrategy.ForBoundedOutOfOrderness(TimeSpan.FromTicks(-1)));
        Assert.Throws<ArgumentOutOfRangeException>(() => WatermarkStrategy.ForMonotonousTimestamps().WithIdleness(TimeSpan.Zero));
        Assert.Throws<ArgumentOutOfRangeException>(() => WatermarkEmission.EveryRecords(0));
        Assert.Throws<ArgumentOutOfRangeException>(() => WatermarkEmission.Every(TimeSpan.Zero));
    }
}
