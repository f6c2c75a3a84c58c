namespace FlinkZk.Coordination.Tests;

/// <summary>Who of a queue holds, and whom the others wait for. L is a lock, S shared, a digit a count.</summary>
public class QueueRuleTests
{
    [Theory]
    [InlineData("L", 1)]
    [InlineData("LL", 1)]
    [InlineData("SSS", 3)]
    [InlineData("SSLS", 2)]
    [InlineData("LSS", 1)]
    [InlineData("333333", 3)]
    [InlineData("33L", 2)]
    [InlineData("3L3", 1)]
    [InlineData("S2S", 2)]
    [InlineData("3332", 3)]
    [InlineData("32333", 2)]
    [InlineData("55552", 4)]
    [InlineData("", 0)]
    public void The_first_hold_as_many_as_each_of_them_allows(string queue, int holders)
    {
        var places = Queue(queue);
        Assert.Equal(holders, QueueRule.Holders(places));
        Assert.Equal(Enumerable.Range(0, places.Count).Select(i => i < holders), Enumerable.Range(0, places.Count).Select(i => QueueRule.Holds(places, i)));
    }

    [Theory]
    [InlineData("LL", 1, "0 goes")]
    [InlineData("SSSL", 3, "2 goes")]
    [InlineData("SLSS", 3, "1 goes")]
    [InlineData("SLSLS", 4, "3 goes")]
    [InlineData("3333", 3, "anybody")]
    [InlineData("33333", 4, "3 moves")]
    [InlineData("33L33", 4, "2 goes")]
    [InlineData("22S", 2, "anybody")]
    [InlineData("22SL", 3, "2 goes")]
    public void Who_waits_waits_for_one(string queue, int place, string whom) => Assert.Equal(whom, QueueRule.WaitsFor(Queue(queue), place) switch
    {
        null => "anybody",
        { } turn => $"{turn.Name} {(turn.MustGo ? "goes" : "moves")}",
    });

    // Every queue of up to five, and everybody leaving in every order: who waits is woken when the turn has come, and who holds goes on holding.
    [Fact]
    public void Nobody_misses_the_turn_and_nobody_loses_it()
    {
        var queues = Enumerable.Range(1, 5).SelectMany(Queues).ToArray();
        foreach (var queue in queues)
            foreach (var leaving in queue)
                AssertWoken(queue, leaving);
        Assert.Equal(4 + 16 + 64 + 256 + 1024, queues.Length);
    }

    private static void AssertWoken(List<QueuePlace> before, QueuePlace leaving)
    {
        var after = before.FindAll(place => place != leaving);
        for (var i = 0; i < after.Count; i++)
        {
            var was = before.IndexOf(after[i]);
            if (QueueRule.Holds(before, was))
            {
                Assert.True(QueueRule.Holds(after, i));
                continue;
            }
            var turn = QueueRule.WaitsFor(before, was);
            // Whoever comes to hold says so: so one that waits for the one ahead is woken, and asks anew.
            var moved = turn is { MustGo: false, Name: var ahead } && after.FindIndex(place => place.Name == ahead) is var at and >= 0 && QueueRule.Holds(after, at);
            if (QueueRule.Holds(after, i))
                Assert.True(turn is null || turn.Value.Name == leaving.Name || moved, $"{after[i]} is not told that {leaving} left");
        }
    }

    private static IEnumerable<List<QueuePlace>> Queues(int length) => Enumerable.Range(0, (int)Math.Pow(4, length))
        .Select(number => Queue(string.Concat(Enumerable.Range(0, length).Select(i => "LS23"[number >> (2 * i) & 3]))));

    private static List<QueuePlace> Queue(string limits) => [.. limits.Select((limit, i) => new QueuePlace($"{i}", i, limit switch
    {
        'L' => HolderLimit.Exclusive,
        'S' => HolderLimit.Shared,
        _ => HolderLimit.AtMost(limit - '0'),
    }))];
}
