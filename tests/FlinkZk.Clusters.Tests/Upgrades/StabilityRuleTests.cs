using FlinkZk.Clusters.Model;
using FlinkZk.Clusters.Upgrades;

namespace FlinkZk.Clusters.Tests.Upgrades;

/// <summary>When a job that was started from a savepoint counts as stable, second by second.</summary>
public sealed class StabilityRuleTests
{
    private const string Savepoint = "file:///sp/savepoint-1";

    private static readonly FlinkCheckpoint Restored = new() { Id = 7, Path = "file:/sp/savepoint-1" };
    private static readonly FlinkCheckpoint Own = new() { Id = 8, Path = "file:/chk/8" };

    private readonly StabilityRule _rule = new("0f00", Savepoint, wantsCheckpoint: true, TimeSpan.FromSeconds(3));
    private int _now;

    [Fact]
    public void It_is_when_all_has_been_well_for_long_enough()
    {
        Waits(Look(running: 1), "1 of 2 tasks run");
        Waits(Look(), "waiting for a checkpoint of its own");
        Waits(Look(Own), "0 of 3 s");
        Waits(Look(Own), "1 of 3 s");
        Waits(Look(Own), "2 of 3 s");
        Assert.True(Judge(Look(Own), out _));
    }

    [Theory]
    [InlineData("a failure")]
    [InlineData("RESTARTING")]
    [InlineData("a task")]
    public void What_happens_meanwhile_makes_it_begin_again(string what)
    {
        Waits(Look(Own), "0 of 3 s");
        Waits(Look(Own), "1 of 3 s");
        Waits(what switch
        {
            "a failure" => Look(Own) with { Failures = [Failure(0)] },
            "a task" => Look(Own, running: 1),
            _ => Look(Own) with { State = what },
        }, what == "a failure" ? "0 of 3 s" : what == "a task" ? "1 of 2" : "it is RESTARTING");
        Waits(Look(Own), what == "a failure" ? "1 of 3 s" : "0 of 3 s");
    }

    [Fact]
    public void A_restart_from_a_checkpoint_of_its_own_is_no_other_restore()
    {
        Waits(Look(Own), "0 of 3 s");
        var again = Look(new() { Id = 9, Path = "file:/chk/9" });
        Waits(again with { Checkpoints = again.Checkpoints! with { Latest = again.Checkpoints.Latest! with { Restored = Own } } }, "1 of 3 s");
    }

    [Fact]
    public void A_leader_that_took_it_over_before_it_was_looked_at_tells_a_checkpoint_of_its_own()
    {
        var look = Look(new() { Id = 9, Path = "file:/chk/0f00/chk-9" });
        Waits(look with { Checkpoints = look.Checkpoints! with { Latest = look.Checkpoints.Latest! with { Restored = new() { Id = 8, Path = "file:/chk/0f00/chk-8" } } } }, "0 of 3 s");
    }

    [Fact]
    public void Without_checkpoints_of_its_own_none_is_waited_for() => Waits(Look() with { MakesCheckpoints = false }, "0 of 3 s");

    [Fact]
    public void Restored_from_something_else_it_never_is()
    {
        var look = Look();
        Fails(look with { Checkpoints = look.Checkpoints! with { Latest = new() { Restored = new() { Id = 3, Path = "file:/chk/3" } } } }, "restored from file:/chk/3");
    }

    [Fact]
    public void Restored_from_nothing_it_never_is_once_Flink_has_had_time_to_tell()
    {
        var look = Look() with { Checkpoints = new() };
        for (var second = 0; second <= 7; second++)
            Waits(look, "waiting to see what it was restored from");
        Fails(look, "it runs from nothing");
    }

    [Fact]
    public void Once_it_has_failed_for_good_it_never_is() => Fails(Look() with { State = "FAILED" }, "FAILED");

    [Fact]
    public void One_that_somebody_has_cancelled_is_not()
    {
        Waits(Look() with { State = "CANCELLING" }, "it is CANCELLING");
        Fails(Look() with { State = "CANCELED" }, "somebody has cancelled it");
        Assert.True(_rule.IsCancelled);
    }

    [Theory]
    [InlineData("RESTARTING")]
    [InlineData("RUNNING")]
    public void One_that_fails_in_the_same_way_for_the_third_time_never_is(string state)
    {
        Waits(Look() with { State = state, Failures = [Failure(0)] }, "");
        Waits(Look() with { State = state, Failures = [Failure(1), Failure(0)] }, "");
        Waits(Look() with { State = state, Failures = [Failure(1), Failure(0)] }, "");
        // The next leader knows of none before.
        Fails(Look() with { State = state, Failures = [Failure(2)] }, "3 times in the same way");
    }

    [Fact]
    public void One_that_fails_each_time_in_another_way_is_given_up_later()
    {
        for (var count = 1; count < 6; count++)
            Waits(Look(running: 1) with { Failures = Failures(count) }, "1 of 2 tasks run");
        Fails(Look(running: 1) with { Failures = Failures(6) }, "to fail again: 6 times");

        static FlinkJobFailure[] Failures(int count) => [.. Enumerable.Range(0, count).Select(at => Failure(at, $"E{at}: x")).Reverse()];
    }

    [Fact]
    public void Failures_that_were_over_before_it_was_looked_at_prove_nothing()
    {
        FlinkJobFailure[] before = [Failure(3), Failure(2), Failure(1)];
        Waits(Look(Own) with { Failures = before }, "0 of 3 s");
        Waits(Look(Own) with { Failures = before }, "1 of 3 s");
        Fails(Look(Own) with { Failures = [Failure(4), .. before] }, "4 times");
    }

    [Fact]
    public void The_old_job_that_was_started_again_is_not_given_up_for_failures()
    {
        var rule = new StabilityRule("0f00", Savepoint, wantsCheckpoint: false, TimeSpan.Zero);
        Assert.Null(rule.Judge(Look(running: 0) with { Failures = [.. Enumerable.Range(0, 9).Select(at => Failure(at))] }, TimeSpan.Zero, out var failure));
        Assert.Null(failure);
    }

    [Fact]
    public void One_that_has_finished_by_itself_is_once_Flink_has_had_time_to_tell_of_a_stop()
    {
        var look = Look() with { State = "FINISHED" };
        for (var second = 0; second <= 7; second++)
            Waits(look, "it has finished");
        Assert.True(Judge(look, out _));
    }

    [Fact]
    public void One_that_somebody_has_stopped_is_not()
    {
        var look = Look() with { State = "FINISHED" };
        Waits(look, "it has finished");
        var stopped = look with { Checkpoints = look.Checkpoints! with { Latest = look.Checkpoints.Latest! with { Savepoint = new() { Id = 9, Type = "SYNC_SAVEPOINT", Status = "COMPLETED", IsSavepoint = true, Path = "file:/sp/other" } } } };
        Fails(stopped, "stopped, with the savepoint file:/sp/other");
    }

    private static JobLook Look(FlinkCheckpoint? own = null, int running = 2) => new("RUNNING", running, 2, new() { Latest = new() { Restored = Restored, Completed = own } }, true, []);

    // Of other numbers in its text, and of another subtask.
    private static FlinkJobFailure Failure(int at, string? cause = null) =>
        new(DateTimeOffset.UnixEpoch.AddSeconds(at), "java.lang.IllegalStateException", cause ?? $"IllegalStateException: record {at} is refused", "x", $"Map ({at}/9) - execution #{at}", null, null, []);

    private bool? Judge(JobLook look, out string? failure) => _rule.Judge(look, TimeSpan.FromSeconds(_now++), out failure);

    private void Waits(JobLook look, string status)
    {
        Assert.Null(Judge(look, out var failure));
        Assert.Null(failure);
        Assert.Contains(status, _rule.Status, StringComparison.Ordinal);
    }

    private void Fails(JobLook look, string why)
    {
        Assert.False(Judge(look, out var failure));
        Assert.Contains(why, failure, StringComparison.Ordinal);
    }
}
