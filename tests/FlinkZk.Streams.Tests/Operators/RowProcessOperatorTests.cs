using FlinkZk.Streams.Configuration;
using FlinkZk.Streams.Graphs;
using FlinkZk.Streams.Operators;
using FlinkZk.Streams.Records;
using FlinkZk.Streams.Runtime;
using FlinkZk.Streams.Time;
using FlinkZk.Streams.Windows;

namespace FlinkZk.Streams.Tests.Operators;

public sealed class RowProcessOperatorTests
{
    private readonly List<RecordError> _errors = [];

    [Fact]
    public void State_is_that_of_the_key_and_survives_a_restore()
    {
        var harness = Harness(new Counting(), null);
        foreach (var (key, n) in new[] { ("a", 1L), ("b", 2), ("a", 3), ("a", 4) })
        {
            Send(harness, key, n);
            harness.SnapshotAndRestore(atSameTime: true);
        }

        Assert.Equal(["'a'|1 ts 1", "'b'|1 ts 2", "'a'|2 ts 3", "'a'|3 ts 4"], harness.Out);
    }

    [Fact]
    public void A_turn_that_fails_leaves_state_and_timers_as_they_were()
    {
        var harness = Harness(new Counting { FailsAt = 3 }, TimeDomain.Event);
        foreach (var n in new long[] { 1, 3, 4 })
            Send(harness, "a", n);
        Assert.Equal(["'a'|1 ts 1", "'a'|2 ts 4"], harness.Out);
        Assert.Equal([StreamErrorId.ProcessFailed], _errors.Select(error => error.Id));
        harness.OnWatermark(long.MaxValue);
        Assert.Equal(["'a'|-2 ts 11", "'a'|-2 ts 14"], harness.Out.Where(line => line.Contains("|-", StringComparison.Ordinal)));
    }

    [Fact]
    public void A_timer_that_fails_is_told_with_its_key_and_time_and_the_others_go_on()
    {
        var harness = Harness(new Counting { FailsOnTimer = 11 }, TimeDomain.Event);
        Send(harness, "a", 1);
        Send(harness, "b", 2);
        harness.OnWatermark(20);
        Assert.Contains("'b'|-1 ts 12", harness.Out);
        Assert.Contains("the timer of key 'a' at 1970-01-01T00:00:00.011Z", Assert.Single(_errors).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Timers_that_are_taken_back_are_not_due()
    {
        var harness = Harness(new Putting(), TimeDomain.Event);
        Send(harness, "a", 1);
        Send(harness, "a", 5);
        Send(harness, "b", 2);
        harness.SnapshotAndRestore(atSameTime: true);
        harness.OnWatermark(11);
        harness.OnWatermark(15);
        Assert.Equal(["'b' ts 12", "'a' ts 15"], harness.Out.Where(line => line.StartsWith('\'')));
    }

    [Fact]
    public void By_the_clock_timers_follow_it_and_what_comes_out_has_no_time()
    {
        var harness = Harness(new Counting(), TimeDomain.Processing);
        harness.OnProcessingTime(100);
        Send(harness, "a", 1);
        harness.OnWatermark(1_000);
        harness.OnProcessingTime(109);
        Assert.Single(harness.Out, line => line.StartsWith('\''));
        harness.OnProcessingTime(110);
        Assert.Equal(2, harness.Out.Count(line => line.StartsWith('\'')));
        Assert.DoesNotContain(harness.Out, line => line.Contains("ts 1 ", StringComparison.Ordinal) || line.Contains("ts 110", StringComparison.Ordinal));
    }

    [Fact]
    public void Timers_by_the_times_of_records_that_have_none_are_refused()
    {
        var graph = new StreamGraph().AddSource("in");
        Assert.Contains("those of 'in' have none", Assert.Throws<StreamException>(() => graph.AddProcess("p", new(new Counting()) { Timers = TimeDomain.Event }, "in")).Message, StringComparison.Ordinal);
        graph.AddProcess("clock", new(new Counting()) { Timers = TimeDomain.Processing }, "in");
        Assert.Throws<StreamException>(() => graph.AddWindow("w", new(new TumblingWindows(TimeSpan.FromSeconds(1))), "clock"));
    }

    private OperatorHarness Harness(IRowProcess process, TimeDomain? timers) =>
        new(() => new RowProcessOperator("step", new(process) { Key = "key", Timers = timers }, new JobContext(new StreamOutputs { Error = Note }, ConfigurationSnapshot.Empty)));

    private ErrorDecision Note(RecordError error)
    {
        _errors.Add(error);
        return ErrorDecision.Continue;
    }

    private static void Send(OperatorHarness harness, string key, long n) => harness.Record(0, StreamsTesting.Row(("key", key), ("n", n)), key, n);

    /// <summary>Counts the records of a key, and asks ten milliseconds after each how many there are.</summary>
    private sealed class Counting : IRowProcess
    {
        public long FailsAt { get; init; } = -1;

        public long FailsOnTimer { get; init; } = -1;

        public IReadOnlyList<IRow> Process(IRow row, ProcessTurn turn, ConfigurationSnapshot configuration)
        {
            var count = Count(turn) + 1;
            turn.State = StreamsTesting.Row(("count", count));
            turn.SetTimer((turn.IsByClock ? turn.Now : turn.Time)!.Value.AddMilliseconds(10));
            row.TryGetValue("n", out var n);
            return (long)n! == FailsAt ? throw new RecordException("no") : [StreamsTesting.Row(("key", turn.Key), ("count", count))];
        }

        public IReadOnlyList<IRow> OnTimer(ProcessTurn turn, ConfigurationSnapshot configuration) =>
            turn.Time == DateTime.UnixEpoch.AddMilliseconds(FailsOnTimer) ? throw new RecordException("no") : [StreamsTesting.Row(("key", turn.Key), ("count", -Count(turn)))];

        private static long Count(ProcessTurn turn) => turn.State is { } state && state.TryGetValue("count", out var count) ? (long)count! : 0;
    }

    /// <summary>Puts the timer of a key off with each record.</summary>
    private sealed class Putting : IRowProcess
    {
        public IReadOnlyList<IRow> Process(IRow row, ProcessTurn turn, ConfigurationSnapshot configuration)
        {
            if (turn.State is { } state && state.TryGetValue("due", out var due))
                turn.ClearTimer((DateTime)due!);
            var next = turn.Time!.Value.AddMilliseconds(10);
            turn.SetTimer(next);
            turn.State = StreamsTesting.Row(("due", next));
            return [];
        }

        public IReadOnlyList<IRow> OnTimer(ProcessTurn turn, ConfigurationSnapshot configuration) => [StreamsTesting.Row(("key", turn.Key))];
    }
}
