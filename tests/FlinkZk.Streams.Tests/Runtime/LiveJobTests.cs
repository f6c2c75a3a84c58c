using FlinkZk.Streams.Connectors;
using FlinkZk.Streams.Jobs;
using FlinkZk.Streams.Runtime;
using FlinkZk.Streams.Time;
using FlinkZk.Streams.Windows;
using Microsoft.Extensions.Time.Testing;
using static FlinkZk.Streams.Tests.StreamsTesting;

namespace FlinkZk.Streams.Tests.Runtime;

/// <summary>Input that has no end yet: the clock, cancellation, pauses.</summary>
public sealed class LiveJobTests
{
    private static readonly StreamPlan Plan = new() { Time = "time", Window = new TumblingWindows(TimeSpan.FromSeconds(1)) };

    [Fact]
    public void Watermarks_by_the_clock_come_when_the_interval_has_passed_even_if_no_record_does()
    {
        var time = new FakeTimeProvider();
        var plan = Plan with { Watermarks = WatermarkStrategy.ForMonotonousTimestamps().WithEmission(WatermarkEmission.Every(TimeSpan.FromMilliseconds(200))) };
        var run = new JobRun(plan, time: time);
        run.Job.Push(Record(1));
        run.Job.Push(Record(5_000));
        run.Job.Flush();
        time.Advance(TimeSpan.FromMilliseconds(199));
        run.Job.Flush();
        Assert.Empty(run.Out);
        time.Advance(TimeSpan.FromMilliseconds(1));
        run.Job.Flush();
        Assert.Equal(["00:00:00.000-00:00:01.000 null r0 Count=1"], run.Out);
    }

    [Fact]
    public void What_was_pushed_is_worked_on_at_a_pause()
    {
        var run = new JobRun(Plan);
        run.Job.Push(Record(1));
        run.Job.Push(Record(5_000));
        Assert.Empty(run.Out);
        run.Job.Flush();
        Assert.Single(run.Out);
    }

    [Fact]
    public void A_cancelled_job_says_so_and_fires_nothing_more()
    {
        var run = new JobRun(Plan);
        run.Job.Push(Record(1));
        run.Job.Flush();
        run.Job.Cancel();
        Assert.Equal(JobStatus.Canceled, run.Job.Complete().Status);
        Assert.Empty(run.Out);
    }

    [Fact]
    public async Task Cancellation_ends_a_read_that_waits_even_where_the_system_cannot_end_it()
    {
        var stuck = new StuckStream();
        using var source = new CsvSource([new InputFile("pipe", null, () => stuck)], new CsvOptions());
        using var cancellation = new CancellationTokenSource();
        var run = new JobRun(new StreamPlan());
        var job = Task.Run(() => run.Job.Run(source, cancellation.Token), TestContext.Current.CancellationToken);
        await stuck.Reading.WaitAsync(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken);
        await cancellation.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => job.WaitAsync(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken));
        Assert.Equal(JobStatus.Canceled, run.Job.Status);
        Assert.Null(source.Progress.Percent);
    }

    [Fact]
    public void Cancellation_is_seen_between_batches()
    {
        using var cancellation = new CancellationTokenSource();
        var job = new StreamJob(new StreamPlan { BatchSize = 2 }, new StreamOutputs { Progress = _ => cancellation.Cancel() });
        using var source = new CsvSource([File("a\n1\n2\n3\n4\n5\n")], new CsvOptions());
        Assert.Throws<OperationCanceledException>(() => job.Run(source, cancellation.Token));
        Assert.Equal((JobStatus.Canceled, 2), (job.Status, job.Summary.In));
    }

    /// <summary>A named pipe without a writer: a read waits for ever and knows no token.</summary>
    private sealed class StuckStream : MemoryStream
    {
        private readonly TaskCompletionSource _reading = new();

        public Task Reading => _reading.Task;

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            _reading.TrySetResult();
            return new(new TaskCompletionSource<int>().Task);
        }
    }
}
