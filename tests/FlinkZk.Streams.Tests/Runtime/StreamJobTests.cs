using FlinkZk.Streams.Aggregates;
using FlinkZk.Streams.Connectors;
using FlinkZk.Streams.Jobs;
using FlinkZk.Streams.Records;
using FlinkZk.Streams.Runtime;
using FlinkZk.Streams.Time;
using FlinkZk.Streams.Windows;
using static FlinkZk.Streams.Tests.StreamsTesting;

namespace FlinkZk.Streams.Tests.Runtime;

public sealed class StreamJobTests
{
    private static readonly StreamPlan CountBySecond = new()
    {
        Time = "time",
        Key = "key",
        Window = new TumblingWindows(TimeSpan.FromSeconds(1)),
        Watermarks = WatermarkStrategy.ForBoundedOutOfOrderness(TimeSpan.FromMilliseconds(500)),
        Aggregates = [Aggregate.Parse("n=count"), Aggregate.Parse("s=sum value")],
    };

    [Fact]
    public void A_window_fires_as_soon_as_the_watermark_passes_its_end_and_the_rest_at_the_end()
    {
        var run = new JobRun(CountBySecond with { BatchSize = 1 });
        run.Job.Push(Record(100, "a", 1));
        run.Job.Push(Record(1_499, "a", 2));
        Assert.Empty(run.Out);
        // Greatest time - out-of-orderness - 1 = 999, the window's last millisecond.
        run.Job.Push(Record(1_500, "b", 3));
        Assert.Equal(["00:00:00.000-00:00:01.000 'a' r0 n=1 s=1"], run.Out);
        run.Job.Complete();
        Assert.Equal(["00:00:01.000-00:00:02.000 'b' r0 n=1 s=3", "00:00:01.000-00:00:02.000 'a' r0 n=1 s=2"], run.Out.Skip(1));
        Assert.Equal(new StreamSummary(JobStatus.Finished, 3, 3, 0, 0, 0, 0, run.Job.Summary.Elapsed), run.Job.Summary);
    }

    [Fact]
    public void A_late_record_goes_to_the_late_output_and_into_no_result()
    {
        var run = JobRun.Push(CountBySecond, [Record(100, "a", 1), Record(1_500, "a", 2), Record(999, "a", 3), Record(1_000, "a", 4)]);
        Assert.Equal(["00:00:00.000-00:00:01.000 'a' r0 n=1 s=1", "late 00:00:00.999 'a' record 3", "00:00:01.000-00:00:02.000 'a' r0 n=2 s=6"], run.Out);
        Assert.Equal(1, run.Job.Summary.Late);
    }

    [Fact]
    public void Within_the_allowed_lateness_a_window_fires_again_with_everything_in_it()
    {
        var plan = CountBySecond with { AllowedLateness = TimeSpan.FromSeconds(1) };
        var run = JobRun.Push(plan, [Record(100, "a", 1), Record(1_500, "a", 2), Record(999, "a", 3)]);
        Assert.Equal(["00:00:00.000-00:00:01.000 'a' r0 n=1 s=1", "00:00:00.000-00:00:01.000 'a' r0 n=2 s=4"], run.Out.Take(2));
    }

    [Fact]
    public void Without_a_key_all_records_are_one()
    {
        var run = JobRun.Push(CountBySecond with { Key = null }, [Record(1, "a", 1), Record(2, "b", 2), Record(3, null, 3)]);
        Assert.Equal(["00:00:00.000-00:00:01.000 null r0 n=3 s=6"], run.Out);
    }

    [Fact]
    public void Filtered_records_still_move_time()
    {
        var plan = CountBySecond with { Where = new Where((row, _) => row.TryGetValue("key", out var key) && key is "a"), BatchSize = 1 };
        var run = new JobRun(plan);
        run.Job.Push(Record(1, "a", 1));
        run.Job.Push(Record(5_000, "b", 2));
        Assert.Equal(["00:00:00.000-00:00:01.000 'a' r0 n=1 s=1"], run.Out);
        Assert.Equal(1, run.Job.Summary.Filtered);
    }

    [Fact]
    public void Key_and_values_are_read_of_the_projection_and_the_time_of_the_record()
    {
        var plan = CountBySecond with { Select = new Select((row, _) => Row(("key", "all"), ("value", 10))) };
        Assert.Equal(["00:00:00.000-00:00:01.000 'all' r0 n=2 s=20"], JobRun.Push(plan, [Record(1, "a", 1), Record(2, "b", 2)]).Out);
    }

    [Fact]
    public void A_job_without_windows_filters_and_projects()
    {
        var plan = new StreamPlan
        {
            Where = new Where((row, _) => row.TryGetValue("value", out var value) && value is > 1),
            Select = new Select((row, _) => Row(("double", row.TryGetValue("value", out var value) ? (int)value! * 2 : 0))),
        };
        var run = JobRun.Push(plan, [Record(null, "a", 1), Record(null, "a", 2), Record(null, "a", 3)]);
        Assert.Equal(["4 r0", "6 r0"], run.Out);
        Assert.Equal((3, 2, 1), (run.Job.Summary.In, run.Job.Summary.Out, run.Job.Summary.Filtered));
    }

    [Fact]
    public void Property_names_ignore_case_and_an_exact_match_comes_first()
    {
        var row = Row(("KEY", "wrong"), ("Key", "right"), ("TIME", 1), ("VALUE", 5));
        Assert.Equal(["00:00:00.000-00:00:01.000 'right' r0 n=1 s=5"], JobRun.Push(CountBySecond with { Key = "Key" }, [row]).Out);
        Assert.Equal(["00:00:00.000-00:00:01.000 'wrong' r0 n=1 s=5"], JobRun.Push(CountBySecond with { Key = "key" }, [row]).Out);
    }

    public static TheoryData<IRow, StreamErrorId, string> WrongRecords => new()
    {
        { Row(("key", "a"), ("value", 1)), StreamErrorId.MissingProperty, "record 2: There is no property 'time'; there are: key, value." },
        { Row(("time", 1), ("value", 1)), StreamErrorId.MissingProperty, "record 2: There is no property 'key'; there are: time, value." },
        { Row(("time", 1), ("key", "a")), StreamErrorId.MissingProperty, "record 2: There is no property 'value'; there are: time, key." },
        { Record(null, "a", 1), StreamErrorId.MissingTimestamp, "record 2: The time 'time' is null." },
        { Record("soon", "a", 1), StreamErrorId.InvalidTimestamp, "record 2: The time 'time' cannot be understood: 'soon'." },
        { Record(long.MaxValue, "a", 1), StreamErrorId.InvalidTimestamp, "record 2: The time 'time' cannot be understood: '9223372036854775807'." },
        { Record(1, null, 1), StreamErrorId.NullKey, "record 2: The key 'key' is null." },
        { Record(1, new object(), 1), StreamErrorId.InvalidKey, "record 2: The key 'key' is of the type Object." },
        { Record(1, "a", "x"), StreamErrorId.InvalidAggregateValue, "record 2: s=sum value: 'x' is text, not a number." },
    };

    [Theory]
    [MemberData(nameof(WrongRecords))]
    public void A_record_that_cannot_be_used_is_reported_and_left_out(IRow wrong, StreamErrorId id, string message)
    {
        var run = JobRun.Push(CountBySecond, [Record(1, "a", 1), wrong, Record(2, "a", 2)]);
        var error = Assert.Single(run.Errors);
        Assert.Equal((id, message), (error.Id, error.Message));
        Assert.Same(wrong, error.Target);
        Assert.NotEmpty(error.RecommendedAction);
        Assert.Equal("00:00:00.000-00:00:01.000 'a' r0 n=2 s=3", run.Out[^1]);
        Assert.Equal((3, 1), (run.Job.Summary.In, run.Job.Summary.Skipped));
    }

    [Fact]
    public void A_filter_that_cannot_judge_a_record_is_that_records_error_and_any_other_exception_ends_the_job()
    {
        var plan = new StreamPlan { Where = new Where((_, _) => throw new RecordException("no such method")) };
        var run = JobRun.Push(plan, [Record(1)]);
        Assert.Equal(StreamErrorId.FilterFailed, Assert.Single(run.Errors).Id);

        var broken = new JobRun(new StreamPlan { Where = new Where((_, _) => throw new TimeoutException()), BatchSize = 1 });
        Assert.Throws<TimeoutException>(() => broken.Job.Push(Record(1)));
        Assert.Equal(JobStatus.Failed, broken.Job.Status);
    }

    [Fact]
    public void When_the_caller_stops_after_an_error_nothing_follows_and_open_windows_do_not_fire()
    {
        var run = new JobRun(CountBySecond with { BatchSize = 8 }, decide: _ => ErrorDecision.Stop);
        var rows = new[] { Record(1, "a", 1), Record(2_000, "a", 1), Record(null), Record(9_000, "a", 1) };
        var accepted = rows.Count(run.Job.Push);
        var summary = run.Job.Complete();
        Assert.Equal(4, accepted);
        Assert.Equal(JobStatus.Canceled, summary.Status);
        Assert.Equal(["00:00:00.000-00:00:01.000 'a' r0 n=1 s=1", "error MissingTimestamp record 3"], run.Out);
        Assert.False(run.Job.Push(Record(1)));
    }

    [Fact]
    public void A_column_that_no_record_of_a_file_can_have_ends_the_job_at_once()
    {
        var run = new JobRun(CountBySecond with { Key = "kay" });
        var error = Assert.Throws<StreamException>(() => run.Job.Run(new CsvSource([File("time,key,value\n1,a,1", "f.csv")], new CsvOptions()), CancellationToken.None));
        Assert.Equal("f.csv: There is no property 'kay'; there are: time, key, value.", error.Message);
        Assert.Equal(JobStatus.Failed, run.Job.Status);
    }

    [Fact]
    public void Results_at_the_ends_of_time_stay_within_what_a_DateTime_can_say()
    {
        var plan = CountBySecond with { Window = new TumblingWindows(TimeSpan.FromDays(1000)) };
        var results = new List<WindowResult>();
        var job = new StreamJob(plan, new StreamOutputs { Result = results.Add });
        job.Push(Record("0001-01-01", "a", 1));
        job.Push(Record("9999-12-31T23:59:59.999Z", "a", 1));
        job.Complete();
        Assert.Equal(DateTime.MinValue, results[0].Start);
        Assert.Equal(EpochTime.ToDateTime(EpochTime.Max), results[1].End);
        Assert.Equal(DateTimeKind.Utc, results[0].Start.Kind);
    }

    [Fact]
    public void Progress_is_told_after_each_batch()
    {
        var told = new List<StreamProgress>();
        var job = new StreamJob(new StreamPlan { BatchSize = 2 }, new StreamOutputs { Progress = told.Add });
        job.Run(new CsvSource([File("a\n1\n2\n3\n", "one"), File("a\n4\n", "two")], new CsvOptions()), CancellationToken.None);
        // A batch holds records of one file.
        Assert.Equal([2, 3, 4, 4], told.Select(p => (int)p.Records));
        Assert.Equal(100, told[^1].Percent);
        Assert.Equal("two", told[^1].CurrentFile);
    }

    [Fact]
    public void A_job_runs_once()
    {
        using var source = new CsvSource([File("a\n1\n")], new CsvOptions());
        var job = new StreamJob(new StreamPlan(), new StreamOutputs());
        job.Run(source, CancellationToken.None);
        Assert.Throws<InvalidOperationException>(() => job.Run(source, CancellationToken.None));
    }
}
