namespace FlinkZk.Coordination.Tests;

public class QueuePlaceTests
{
    [Fact]
    public void The_number_decides_not_the_guid() =>
        Assert.Equal(["ff-lock-0000000001", "00-shared-0000000002"], Names("00-shared-0000000002", "ff-lock-0000000001"));

    // A text comparison, or one that loses the sign, would elect the newest for ever once the counter has wrapped.
    [Fact]
    public void Order_survives_the_wrap_of_the_counter() =>
        Assert.Equal(
            ["a-lock-2147483646", "b-lock-2147483647", "c-shared--2147483648", "d-lock--2147483647"],
            Names("d-lock--2147483647", "b-lock-2147483647", "c-shared--2147483648", "a-lock-2147483646"));

    [Fact]
    public void Nodes_of_other_recipes_and_strangers_do_not_stand_in_the_queue() =>
        Assert.Equal(["a-lock-0000000003"], Names("a-lock-0000000003", "b-read-0000000001", "notes", "x-lock-1", "lock-0000000001", "c-count1-0000000004", "c-count-0000000005", "c-count+2-0000000006"));

    [Fact]
    public void A_name_with_dashes_in_front_is_one() =>
        Assert.Equal(["_c_6ba7b810-9dad-11d1-lock-0000000007"], Names("_c_6ba7b810-9dad-11d1-lock-0000000007"));

    [Theory]
    [InlineData("lock", 1)]
    [InlineData("shared", null)]
    [InlineData("count2", 2)]
    [InlineData("count2147483647", 2147483647)]
    public void The_name_says_how_many_may_hold_together(string label, int? count)
    {
        var limit = Assert.Single(QueuePlace.InOrder([$"guid-{label}-0000000001"])).Limit;
        Assert.Equal(count, limit.Count);
        Assert.Equal(label, limit.Label);
        Assert.Equal(limit, count is { } number ? HolderLimit.AtMost(number) : HolderLimit.Shared);
    }

    private static IEnumerable<string> Names(params string[] names) => QueuePlace.InOrder(names).Select(place => place.Name);
}
