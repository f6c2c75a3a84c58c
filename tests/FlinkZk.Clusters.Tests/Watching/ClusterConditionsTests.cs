using FlinkZk.Clusters.Watching;

namespace FlinkZk.Clusters.Tests.Watching;

/// <summary>Conditions over virtual time: the looks have it.</summary>
public sealed class ClusterConditionsTests
{
    private static readonly DateTimeOffset Start = DateTimeOffset.FromUnixTimeSeconds(1767225600);
    private static readonly Uri Leader = new("http://jm1:8081/");

    private static readonly ConditionLimits Limits = new()
    {
        MostRestarts = 2,
        RestartWindow = TimeSpan.FromSeconds(60),
        CheckpointAge = TimeSpan.FromSeconds(30),
        Leaderless = TimeSpan.FromSeconds(15),
        Lag = TimeSpan.FromSeconds(20),
        TaskManagers = true,
        Debounce = TimeSpan.FromSeconds(10),
    };

    [Fact]
    public void A_lag_is_raised_when_it_has_held_and_cleared_when_it_has_been_gone() => Assert.Equal(
        ["15 LagOver Raised orders is 25 s behind.", "35 LagOver Cleared orders is 5 s behind."],
        Told(Limits, Job(0, lag: 5), Job(5, lag: 25), Job(10, lag: 30), Job(15, lag: 25), Job(20, lag: 5), Job(22, lag: 30), Job(25, lag: 5), Job(30, lag: 5), Job(35, lag: 5)));

    [Fact]
    public void What_comes_and_goes_within_the_debouncing_is_not_told() =>
        Assert.Empty(Told(Limits, Job(0, lag: 25), Job(5, lag: 5), Job(10, lag: 25), Job(15, lag: 5), Job(20, lag: 25), Job(29, lag: 25)));

    [Fact]
    public void Without_debouncing_each_edge_is_told_at_once() =>
        Assert.Equal(["5 LagOver Raised", "10 LagOver Cleared"], Told(Limits with { Debounce = TimeSpan.Zero }, Job(0, lag: 5), Job(5, lag: 25), Job(10, lag: 5)).Select(Short));

    [Fact]
    public void Restarts_are_counted_within_a_window_and_through_a_leader_that_begins_anew() => Assert.Equal(
        ["30 RestartsOver Raised", "70 RestartsOver Cleared"],
        Told(Limits with { Debounce = TimeSpan.Zero }, Job(0, restarts: 7), Job(5, restarts: 8), Job(10, restarts: 8), Job(20, restarts: 1), Job(30, restarts: 2), Job(60, restarts: 2), Job(70, restarts: 2)).Select(Short));

    [Fact]
    public void A_checkpoint_grows_old_and_a_new_one_clears_it() => Assert.Equal(
        ["40 CheckpointOver Raised", "55 CheckpointOver Cleared"],
        Told(Limits, Job(0, checkpoint: -5), Job(30, checkpoint: -5), Job(35, checkpoint: -5), Job(40, checkpoint: -5), Job(45, checkpoint: 44), Job(55, checkpoint: 44)).Select(Short));

    [Fact]
    public void Nobody_leads_for_too_long_and_what_is_not_seen_meanwhile_stays_as_it_was() => Assert.Equal(
        ["10 LagOver Raised", "40 LeaderMissing Raised", "60 LeaderMissing Cleared", "70 LagOver Cleared"],
        Told(Limits, Job(0, lag: 25), Job(10, lag: 25), Nobody(12), Nobody(20), Nobody(30), Nobody(40), Job(50, lag: 25), Job(60, lag: 5), Job(70, lag: 5)).Select(Short));

    [Fact]
    public void Fewer_TaskManagers_than_there_were_are_missed_until_as_many_are_there() => Assert.Equal(
        ["10 TaskManagersMissing Raised 1 of 2 TaskManagers are registered.", "30 TaskManagersMissing Cleared 2 of 2 TaskManagers are registered."],
        Told(Limits with { Debounce = TimeSpan.Zero }, Managers(0, "a", "b"), Managers(10, "a"), Managers(20, "a"), Managers(30, "a", "c")));

    [Theory]
    [InlineData("FINISHED", "orders is FINISHED.")]
    [InlineData(null, "orders is not known any more.")]
    public void Of_a_job_that_has_ended_nothing_holds_any_more(string? state, string message) => Assert.Equal(
        ["10 LagOver Raised", $"12 LagOver Cleared {message}"],
        Told(Limits, Job(0, lag: 25), Job(10, lag: 25), state is null ? Look(12) with { Jobs = new Dictionary<string, JobObservation>() } : Job(12, state: state)).Select(text => text.StartsWith("10", StringComparison.Ordinal) ? Short(text) : text));

    [Fact]
    public void What_nobody_asked_for_is_not_judged() =>
        Assert.Empty(Told(new(), Job(0, lag: 25, restarts: 0, checkpoint: -900), Job(30, lag: 900, restarts: 90, checkpoint: -900), Nobody(60), Nobody(600)));

    [Fact]
    public void What_happens_is_told_once()
    {
        var known = (ClusterObservation?)null;
        string[] expected =
        [
            "0 LeaderChanged http://jm1:8081/ leads.", "0 TaskManagerAdded a is registered.", "0 JobState orders is RUNNING.",
            "5 LeaderLost nobody", "15 LeaderChanged http://jm2:8081/ leads.", "15 JobState orders is RESTARTING.", "15 JobRestarted orders was restarted.",
            "20 TaskManagerLost a is registered no more.", "20 JobState orders is RUNNING.", "20 JobRestarted orders was restarted 2 times.", "20 CheckpointFailed A checkpoint of orders failed.",
            "25 JobGone orders was RUNNING, and is not known any more.",
        ];
        Assert.Equal(expected, new[]
        {
            Job(0, restarts: 0) with { TaskManagers = ["a"] }, Nobody(5), Nobody(10), Job(15, state: "RESTARTING", restarts: 1) with { Leader = new("http://jm2:8081/") }, Job(20, restarts: 3, failed: 1) with { Leader = new("http://jm2:8081/"), TaskManagers = [] },
            Look(25) with { Leader = new("http://jm2:8081/"), Jobs = new Dictionary<string, JobObservation>() },
        }.SelectMany(look =>
        {
            var events = ClusterChanges.Between(known, look, tellsLag: false).ToArray();
            known = ClusterChanges.Known(known, look);
            return events.Select(happened => $"{(happened.Time - Start).TotalSeconds} {happened.Kind} {happened.Message}");
        }));
    }

    [Fact]
    public void A_job_that_had_ended_before_is_no_news()
    {
        Assert.DoesNotContain(ClusterChanges.Between(null, Job(0, state: "FAILED"), tellsLag: false), happened => happened.Kind == ClusterEventKind.JobState);
        Assert.Contains(ClusterChanges.Between(Look(0), Job(5, state: "FAILED"), tellsLag: false), happened => happened.Kind == ClusterEventKind.JobState);
    }

    private static string[] Told(ConditionLimits limits, params ClusterObservation[] looks)
    {
        var conditions = new ClusterConditions(limits);
        return [.. looks.SelectMany(conditions.Observe).Select(edge => $"{(edge.Time - Start).TotalSeconds} {edge.Kind} {edge.Edge} {edge.Message}")];
    }

    private static string Short(string text) => string.Join(' ', text.Split(' ').Take(3));

    private static ClusterObservation Look(int second) => new(Start.AddSeconds(second)) { Leader = Leader };

    private static ClusterObservation Nobody(int second) => new(Start.AddSeconds(second)) { Problem = "nobody" };

    private static ClusterObservation Managers(int second, params string[] ids) => Look(second) with { TaskManagers = ids };

    private static ClusterObservation Job(int second, string state = "RUNNING", double? lag = null, double? restarts = null, int? checkpoint = null, long? failed = 0) => Look(second) with
    {
        Jobs = new Dictionary<string, JobObservation>
        {
            ["1"] = new("1", "orders", state) { Lag = lag is { } seconds ? TimeSpan.FromSeconds(seconds) : null, Restarts = restarts, CheckpointSince = checkpoint is { } at ? Start.AddSeconds(at) : null, FailedCheckpoints = failed },
        },
    };
}
