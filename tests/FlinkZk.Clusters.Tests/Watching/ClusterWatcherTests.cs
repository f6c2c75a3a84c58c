using FlinkZk.Clusters.Http;
using FlinkZk.Clusters.Rest;
using FlinkZk.Clusters.Watching;
using FlinkZk.Coordination;
using FlinkZk.Testing;

namespace FlinkZk.Clusters.Tests.Watching;

/// <summary>A cluster of two JobManagers, of which one goes, is watched all the same.</summary>
public sealed class ClusterWatcherTests : FlinkTests
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(20);

    [Fact]
    public async Task Changes_are_told_through_a_leader_that_goes()
    {
        var first = new FakeFlink();
        var second = new FakeFlink();
        var job = first.AddJob("orders");
        var same = second.AddJob("orders", job.Id);
        using var client = new FlinkClient(new() { Endpoints = FlinkEndpoints.Of([first.Address, second.Address]), Timeout = TimeSpan.FromSeconds(5) });
        await using var events = new ClusterWatcher(client, new() { Lag = TimeSpan.FromDays(1) }).WatchAsync(Interval, Stop).GetAsyncEnumerator(Stop);
        Assert.Equal(["LeaderChanged", "TaskManagerAdded", "JobState", "LagOver"], [await NextAsync(), await NextAsync(), await NextAsync(), await NextAsync()]);
        Assert.Equal((ConditionEdge.Raised, job.Id), (events.Current.Edge!.Value, events.Current.JobId));
        job.State = "RESTARTING";
        Assert.Equal(("JobState", "RUNNING", "RESTARTING"), (await NextAsync(), events.Current.From, events.Current.To));
        first.Dispose();
        var happened = await NextAsync();
        // A look may fall into the moment in which nobody answers.
        if (happened == "LeaderLost")
            happened = await NextAsync();
        Assert.Equal(("LeaderChanged", second.Address.ToString()), (happened, events.Current.To));
        Assert.Equal(("JobState", "RUNNING"), (await NextAsync(), events.Current.To));
        same.State = "FINISHED";
        Assert.Equal(("JobState", "FINISHED"), (await NextAsync(), events.Current.To));
        Assert.Equal(("LagOver", ConditionEdge.Cleared), (await NextAsync(), events.Current.Edge));
        second.Dispose();
        Assert.Equal("LeaderLost", await NextAsync());

        async Task<string> NextAsync()
        {
            Assert.True(await events.MoveNextAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(30), Stop));
            return events.Current.Kind.ToString();
        }
    }

    [Fact]
    public async Task Nobody_leads_since_the_first_look_that_found_nobody_began_and_a_new_leader_is_told_once()
    {
        var flink = new FakeFlink();
        using var client = new FlinkClient(new() { Endpoints = FlinkEndpoints.Of([flink.Address]), Timeout = TimeSpan.FromMinutes(1) });
        await using var events = new ClusterWatcher(client, new() { Leaderless = TimeSpan.FromSeconds(1) }).WatchAsync(TimeSpan.FromMinutes(5), Stop).GetAsyncEnumerator(Stop);
        flink.Dispose();
        // A single look: it takes its time, and that counts.
        Assert.True(await events.MoveNextAsync());
        Assert.Equal(ClusterEventKind.LeaderLost, events.Current.Kind);
        Assert.True(await events.MoveNextAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(30), Stop));
        Assert.Equal((ClusterEventKind.LeaderMissing, ConditionEdge.Raised), (events.Current.Kind, events.Current.Edge!.Value));
    }

    [Fact]
    public async Task The_beginning_may_be_left_out_and_lags_be_told_each_time()
    {
        using var flink = new FakeFlink();
        flink.AddJob("orders");
        using var client = new FlinkClient(new() { Endpoints = FlinkEndpoints.Of([flink.Address]) });
        await using var events = new ClusterWatcher(client, new()) { TellsBeginning = false, TellsLag = true }.WatchAsync(Interval, Stop).GetAsyncEnumerator(Stop);
        for (var look = 0; look < 2; look++)
        {
            Assert.True(await events.MoveNextAsync());
            Assert.Equal(ClusterEventKind.Lag, events.Current.Kind);
            Assert.InRange(events.Current.Lag!.Value, TimeSpan.FromDays(1), TimeSpan.MaxValue);
        }
    }

    [Fact]
    public async Task A_job_that_never_completed_a_checkpoint_is_as_old_as_its_start_and_its_first_one_clears_it()
    {
        using var flink = new FakeFlink();
        var job = flink.AddJob("orders");
        job.HasCheckpoints = false;
        // One that is to make none, and one that cannot be asked: neither is told of, nor hides the other.
        var none = flink.AddJob("report");
        (none.HasCheckpoints, none.CheckpointInterval) = (false, long.MaxValue);
        flink.AddJob("batch").IsResultAlone = true;
        using var client = new FlinkClient(new() { Endpoints = FlinkEndpoints.Of([flink.Address]) });
        await using var events = new ClusterWatcher(client, new() { CheckpointAge = TimeSpan.FromDays(1) }) { TellsBeginning = false }.WatchAsync(Interval, Stop).GetAsyncEnumerator(Stop);
        await EdgeAsync();
        Assert.Equal((ClusterEventKind.CheckpointOver, ConditionEdge.Raised, "orders"), (events.Current.Kind, events.Current.Edge!.Value, events.Current.JobName));
        Assert.StartsWith("orders has completed no checkpoint since it was started, ", events.Current.Message, StringComparison.Ordinal);
        (job.Begun, job.HasCheckpoints) = (DateTimeOffset.UtcNow.AddMinutes(-2), true);
        await EdgeAsync();
        Assert.Equal((ClusterEventKind.CheckpointOver, ConditionEdge.Cleared, "orders"), (events.Current.Kind, events.Current.Edge!.Value, events.Current.JobName));
        Assert.StartsWith("The last checkpoint of orders was begun ", events.Current.Message, StringComparison.Ordinal);

        async Task EdgeAsync()
        {
            do
                Assert.True(await events.MoveNextAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(30), Stop));
            while (events.Current.Edge is null);
        }
    }
}
