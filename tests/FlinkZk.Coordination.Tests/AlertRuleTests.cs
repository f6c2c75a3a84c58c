using System.Collections.Immutable;
using System.Text;
using FlinkZk.Client;
using FlinkZk.Wire;

namespace FlinkZk.Coordination.Tests;

/// <summary>The rules of alerts, over what is seen and when: neither clock nor server.</summary>
public class AlertRuleTests
{
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly TimeSpan Ten = TimeSpan.FromSeconds(10);

    private AlertState _state = new();

    [Fact]
    public void A_missing_node_is_raised_after_its_time_once_and_cleared_after_the_other()
    {
        var rule = new AlertRule { Kind = AlertKind.NodeMissing, Target = "/a", For = Ten, ClearAfter = TimeSpan.FromSeconds(5) };
        Assert.Equal("", See(rule, Nothing, 0));
        Assert.Equal("", See(rule, Nothing, 9));
        Assert.Equal("1 Raised: /a is missing.", See(rule, Nothing, 10));
        Assert.Equal("", See(rule, Nothing, 60));
        Assert.Equal("", See(rule, Node("x"), 61));
        Assert.Equal("2 Cleared: /a is there.", See(rule, Node("x"), 66));
    }

    [Fact]
    public void What_does_not_last_is_no_edge_and_what_is_not_seen_changes_nothing()
    {
        var rule = new AlertRule { Kind = AlertKind.NodeMissing, Target = "/a", For = Ten };
        Assert.Equal("", See(rule, Nothing, 0));
        Assert.Equal("", See(rule, Node("x"), 5));
        Assert.Equal("", See(rule, Nothing, 6));
        Assert.Equal("", See(rule, new() { Nodes = Nothing.Nodes! with { IsLive = false } }, 30));
        Assert.Equal("", See(rule, Nothing, 15));
        Assert.Equal("1 Raised: /a is missing.", See(rule, Nothing, 16));
        Assert.Throws<ZkException>(() => See(rule, Unreadable, 17));
        Assert.True(_state.IsRaised);
    }

    [Theory]
    [InlineData("x", "/a is there.")]
    public void A_node_that_is_there_is_raised(string data, string message) =>
        Assert.Equal($"1 Raised: {message}", See(new() { Kind = AlertKind.NodeExists, Target = "/a" }, Node(data), 0));

    [Theory]
    [InlineData("FAILED: no disk", "FAILED*", "1 Raised: /a is like 'FAILED*'.")]
    [InlineData("failed", "FAILED*", "")]
    [InlineData("a.c", "a.?", "1 Raised: /a is like 'a.?'.")]
    [InlineData("abc", "a.?", "")]
    [InlineData("two\nlines\n", "two*lines", "1 Raised: /a is like 'two*lines'.")]
    public void A_value_is_like_a_pattern_as_a_whole_and_is_not_told(string data, string like, string edge) =>
        Assert.Equal(edge, See(new() { Kind = AlertKind.NodeValue, Target = "/a", Like = like }, Node(data), 0));

    [Theory]
    [InlineData("11", "1 Raised: /a is 11, above 10.")]
    [InlineData("10", "")]
    [InlineData("-3.5", "1 Raised: /a is -3.5, below 0.")]
    [InlineData("NaN", "")]
    [InlineData("none", "")]
    public void A_number_is_above_or_below(string data, string edge) =>
        Assert.Equal(edge, See(new() { Kind = AlertKind.NodeValue, Target = "/a", Above = 10, Below = 0 }, Node(data), 0));

    [Fact]
    public void A_leader_that_changes_too_often_in_a_time_is_raised_and_cleared_when_the_time_is_over()
    {
        var rule = new AlertRule { Kind = AlertKind.LeaderChanges, Target = "/a", MoreThan = 2, Within = TimeSpan.FromSeconds(60) };
        Assert.Equal("", See(rule, Node("one", version: 3), 0));
        Assert.Equal("", See(rule, Node("two", version: 4), 10));
        Assert.Equal("", See(rule, Nothing, 15));
        Assert.Equal("", See(rule, Node("three", czxid: 9), 20));
        Assert.Equal("1 Raised: The leader of /a changed 3 times in 1m.", See(rule, Node("five", czxid: 9, version: 2), 30));
        Assert.Equal("", See(rule, Node("five", czxid: 9, version: 2), 70));
        Assert.Equal("", See(rule, Node("five", czxid: 9, version: 2), 80));
        Assert.Equal("2 Cleared: The leader of /a changed 2 times in 1m.", See(rule, Node("five", czxid: 9, version: 2), 81));
    }

    [Fact]
    public void Whoever_holds_a_lock_in_turn_is_counted_and_the_one_who_holds_on_is_not()
    {
        var rule = new AlertRule { Kind = AlertKind.LeaderChanges, Target = "scheduler", MoreThan = 1, Within = TimeSpan.FromSeconds(60) };
        Assert.Equal("", See(rule, Queue((1, 0)), 0));
        Assert.Equal("", See(rule, Queue((1, 0), (2, 1)), 1));
        Assert.Equal("", See(rule, Queue((2, 1)), 2));
        Assert.Equal("", See(rule, Queue(), 3));
        Assert.Equal("", See(rule, Queue((2, 1)), 4));
        Assert.Equal("1 Raised: The leader of scheduler changed 2 times in 1m.", See(rule, Queue((5, 4)), 5));
    }

    [Fact]
    public void A_lock_that_one_holds_for_too_long_is_raised_by_since_when_and_cleared_by_the_next_holder()
    {
        var rule = new AlertRule { Kind = AlertKind.LockHeld, Target = "orders", For = Ten };
        Assert.Equal("", See(rule, Queue((1, 0)), 9));
        Assert.Equal("1 Raised: ann on host has held orders for 10 s.", See(rule, Queue((1, 0), (2, 3)), 10));
        Assert.Equal("2 Cleared: ann on host has held orders for 9 s.", See(rule, Queue((2, 3)), 12));
        Assert.Equal("3 Raised: ann on host has held orders for 10 s.", See(rule, Queue((2, 3)), 13));
        Assert.Equal("4 Cleared: Nobody holds orders.", See(rule, Queue(), 14));
    }

    [Fact]
    public void Who_waits_for_too_long_is_raised()
    {
        var rule = new AlertRule { Kind = AlertKind.LockWaiting, Target = "orders", For = Ten };
        Assert.Equal("", See(rule, Queue((1, 0), (2, 3)), 12));
        Assert.Equal("1 Raised: ann on host has waited for orders for 10 s.", See(rule, Queue((1, 0), (2, 3)), 13));
        Assert.Equal("2 Cleared: Nobody waits for orders.", See(rule, Queue((2, 3)), 14));
    }

    [Fact]
    public void A_connection_that_is_lost_too_often_is_raised_and_another_watchers_counts_for_itself()
    {
        var rule = new AlertRule { Kind = AlertKind.SessionFlapping, MoreThan = 1, Within = TimeSpan.FromSeconds(60) };
        Assert.Equal("", See(rule, Session(7, 1), 0));
        Assert.Equal("", See(rule, Session(7, 3), 1));
        Assert.Equal("", See(rule, new() { Session = (7, new(SessionState.Suspended, 4)) }, 2));
        Assert.Equal("", See(rule, Session(8, 9), 3));
        Assert.Equal("1 Raised: The connection was lost 2 times in 1m.", See(rule, Session(8, 11), 4));
        Assert.Equal("2 Cleared: The connection was lost 1 times in 1m.", See(rule, Session(8, 11), 62));
    }

    [Fact]
    public void A_server_is_raised_with_what_is_wrong()
    {
        var rule = new AlertRule { Kind = AlertKind.ServerUnhealthy };
        var address = ConnectionString.Parse("zk1:2181").Servers[0];
        Assert.Equal("", See(rule, new() { Servers = [new() { Address = address }] }, 0));
        Assert.Equal("1 Raised: zk1:2181: It is slow.", See(rule, new() { Servers = [new() { Address = address, Problems = ["It is slow."] }] }, 1));
        Assert.Equal("2 Cleared: All servers are healthy.", See(rule, new() { Servers = [new() { Address = address }] }, 2));
    }

    [Fact]
    public void Whatever_is_seen_and_whenever_edges_take_turns_and_the_state_lives_through_its_node()
    {
        for (var seed = 0; seed < 200; seed++)
        {
            var random = new Random(seed);
            var rule = new AlertRule { Kind = AlertKind.NodeMissing, Target = "/a", For = TimeSpan.FromSeconds(random.Next(5)), ClearAfter = TimeSpan.FromSeconds(random.Next(5)) };
            _state = new();
            var (missing, since, expected, raised) = (false, 0, new List<string>(), false);
            var told = new List<string>();
            for (var second = 0; second < 60; second++)
            {
                // The naive model: how long it has been otherwise without a break.
                var now = random.Next(3) == 0 ? !missing : missing;
                if (now != missing || second == 0)
                    (missing, since) = (now, second);
                if (missing != raised && second - since >= (missing ? rule.For : rule.ClearAfter).TotalSeconds)
                {
                    raised = missing;
                    expected.Add($"{second} {(raised ? ConditionEdge.Raised : ConditionEdge.Cleared)}");
                }
                _state = AlertState.FromJson(_state.ToJson())!;
                if (See(rule, missing ? Nothing : Node("x"), second) is { Length: > 0 })
                    told.Add($"{second} {_state.Last!.Edge}");
            }
            Assert.Equal(expected, told);
            Assert.Equal(told.Count, _state.Last?.Number ?? 0);
        }
    }

    [Fact]
    public void A_rule_lives_through_its_node_and_what_is_none_is_refused()
    {
        var rule = new AlertRule { Kind = AlertKind.LeaderChanges, Target = "ä", MoreThan = 3, Within = TimeSpan.FromMinutes(10), For = Ten };
        Assert.Equal(rule, AlertRule.FromJson("/x", rule.ToJson()));
        foreach (var odd in new[] { "", "x", "null", "{}", "{\"kind\":\"NodeMissing\"}", "{\"kind\":\"NodeValue\",\"target\":\"/a\"}", "{\"kind\":\"LeaderChanges\",\"target\":\"/a\"}", "{\"kind\":\"Other\"}", "{\"kind\":\"NodeMissing\",\"target\":\"a\"}", "{\"kind\":\"NodeMissing\",\"target\":\"/a\",\"for\":\"-00:00:01\"}" })
            Assert.Contains("'/x' is no alert", Assert.Throws<InvalidDataException>(() => AlertRule.FromJson("/x", Encoding.UTF8.GetBytes(odd))).Message, StringComparison.Ordinal);
    }

    private static AlertObservation Nothing => new() { Nodes = new("/a", ImmutableDictionary<string, CachedNode>.Empty) };

    private static AlertObservation Unreadable => Of(new("/a", null, default) { Failure = new ZkException(ErrorCode.NoAuth, "no", "/a") });

    private static AlertObservation Node(string data, long czxid = 1, int version = 0) =>
        Of(new("/a", Encoding.UTF8.GetBytes(data), new Stat(czxid, czxid + version, 0, 0, version, 0, 0, 0, 0, 0, 0)));

    private static AlertObservation Session(long id, long version) => new() { Session = (id, new(SessionState.Connected, version)) };

    // Each came at a second after the start; the first holds.
    private static AlertObservation Queue(params (int Number, int Second)[] contenders) => new()
    {
        IsQueue = true,
        Nodes = new("/q", contenders.Select(one => new CachedNode(
            $"/q/{Guid.Empty:n}-lock-{one.Number:D10}", "{\"v\":1,\"host\":\"host\",\"pid\":1,\"user\":\"ann\",\"purpose\":null}"u8.ToArray(),
            new Stat(one.Number, one.Number, Start.AddSeconds(one.Second).ToUnixTimeMilliseconds(), 0, 0, 0, 0, 1, 0, 0, 0))).ToImmutableDictionary(node => node.Path, StringComparer.Ordinal)),
    };

    private static AlertObservation Of(CachedNode node) => new() { Nodes = new("/a", ImmutableDictionary<string, CachedNode>.Empty.Add(node.Path, node)) };

    /// <returns>The edge that a look brings; empty for none.</returns>
    private string See(AlertRule rule, AlertObservation seen, int second)
    {
        var before = _state.Last;
        _state = AlertRules.Step(rule, _state, seen, Start.AddSeconds(second));
        return _state.Last is { } last && last != before ? $"{last.Number} {last.Edge}: {last.Message}" : "";
    }
}
