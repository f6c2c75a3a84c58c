using FlinkZk.Streams.Runtime;
using FlinkZk.Streams.Windows;
using static FlinkZk.Streams.Tests.StreamsTesting;

namespace FlinkZk.Streams.Tests.Runtime;

public sealed class ConfigurationTests
{
    private static readonly StreamPlan Plan = new()
    {
        Time = "time",
        Window = new TumblingWindows(TimeSpan.FromSeconds(1)),
        Where = Where.AboveThreshold,
        BatchSize = 2,
    };

    [Fact]
    public void A_revision_enters_between_batches_whole_and_is_stamped_into_the_windows_that_fire_under_it()
    {
        var feed = new ManualFeed();
        feed.Set(revision: 1, threshold: 0);
        var run = new JobRun(Plan, feed);
        run.Job.Push(Record(1, null, 5L));
        feed.Set(revision: 2, threshold: 4);
        // The batch is worked on here: under revision 2.
        run.Job.Push(Record(2, null, 3L));
        feed.Set(revision: 3, threshold: 0);
        run.Job.Push(Record(1_500, null, 1L));
        run.Job.Push(Record(1_600, null, 1L));
        // Too late: a revision enters with a batch, and none follows.
        feed.Set(revision: 4, threshold: 0);
        run.Job.Complete();
        Assert.Equal(["00:00:00.000-00:00:01.000 null r3 Count=1", "00:00:01.000-00:00:02.000 null r3 Count=2"], run.Out);
        Assert.Equal(3, run.Job.Summary.Revision);
    }

    [Fact]
    public void The_configuration_is_looked_at_once_a_batch()
    {
        var feed = new ManualFeed();
        feed.Set(1, 0);
        var run = new JobRun(Plan, feed);
        for (var i = 0; i < 6; i++)
            run.Job.Push(Record(i, null, 1L));
        run.Job.Complete();
        // And once when the job is made.
        Assert.Equal(4, feed.Looks);
    }

    [Fact]
    public void Records_that_pass_through_carry_their_revision()
    {
        var feed = new ManualFeed();
        feed.Set(7, 0);
        var run = new JobRun(new StreamPlan { Where = Where.AboveThreshold }, feed);
        run.Job.Push(Row(("value", 1L)));
        run.Job.Complete();
        Assert.Equal(["1 r7"], run.Out);
    }
}
