using FlinkZk.Streams.Aggregates;
using FlinkZk.Streams.Records;
using FlinkZk.Streams.Runtime;
using FlinkZk.Streams.Windows;
using static FlinkZk.Streams.Tests.StreamsTesting;

namespace FlinkZk.Streams.Tests.Runtime;

/// <summary>A property that one record lacks is that record's error; one that none has is the plan's, told once.</summary>
public class MissingPropertyTests
{
    private static readonly StreamPlan Plan = new()
    {
        Time = "time",
        Key = "key",
        Window = new TumblingWindows(TimeSpan.FromSeconds(1)),
        Aggregates = [Aggregate.Parse("s=sum value")],
    };

    public static TheoryData<StreamPlan, string> WrongPlans => new()
    {
        { Plan with { Time = "tiem" }, "tiem" },
        { Plan with { Key = "kye" }, "kye" },
        { Plan with { Aggregates = [Aggregate.Parse("s=sum vlaue")] }, "vlaue" },
    };

    [Theory]
    [MemberData(nameof(WrongPlans))]
    public void A_name_that_no_record_has_ends_the_job_once_and_names_those_that_there_are(StreamPlan plan, string name)
    {
        var run = new JobRun(plan);
        for (var i = 0; i < 3; i++)
            run.Job.Push(Good(i));
        var error = Assert.Throws<StreamException>(run.Job.Complete);
        Assert.Equal((StreamErrorId.MissingProperty, $"There is no property '{name}' in any of 3 records; there are: time, key, value."), (error.Id, error.Message));
        Assert.Empty(run.Out);
        Assert.Equal(JobStatus.Failed, run.Job.Status);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(2048)]
    public void Odd_records_before_the_first_good_one_are_errors_of_their_own_wherever_batches_end(int batchSize)
    {
        var run = new JobRun(Plan with { BatchSize = batchSize });
        foreach (var row in new[] { Row(("other", 1)), Row(("other", 2)), Good(1), Row(("other", 3)), Good(5000) })
            run.Job.Push(row);
        run.Job.Complete();
        Assert.Equal(
            ["error MissingProperty record 1", "error MissingProperty record 2", "error MissingProperty record 4", "00:00:00.000-00:00:01.000 'a' r0 s=1", "00:00:05.000-00:00:06.000 'a' r0 s=1"],
            run.Out);
    }

    [Fact]
    public void An_input_without_end_is_not_waited_for()
    {
        var run = new JobRun(Plan with { Time = "tiem" });
        var error = Assert.Throws<StreamException>(() =>
        {
            for (var i = 0; i < 5000; i++)
                run.Job.Push(Good(i));
        });
        Assert.Contains("any of 1,000 records", error.Message, StringComparison.Ordinal);
        Assert.Empty(run.Errors);
    }

    private static Row Good(long time) => Record(time, "a", 1L);
}
