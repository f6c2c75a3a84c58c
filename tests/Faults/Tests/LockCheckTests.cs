using FlinkZk.Faults.Checks;
using FlinkZk.Faults.Histories;
using static FlinkZk.Faults.Tests.Past;

namespace FlinkZk.Faults.Tests;

public sealed class LockCheckTests
{
    [Fact]
    public void Owners_one_after_the_other_are_right() =>
        AssertFound([], Acquire(0, 5, 10), Safe(6, 7, 10), Safe(20, 30, 10), Acquire(1, 22, 11), Safe(25, 26, 11), Safe(40, 41, 11));

    [Fact]
    public void Who_was_told_while_stopped_may_have_been_told_before_the_next_one() => AssertFound([], Safe(6, 7, 10), Safe(8, 900, 10), Safe(500, 501, 11));

    [Fact]
    public void Two_owners_at_a_time_are_found() => AssertFound(["Two owners at the same time"], Safe(6, 7, 10), Safe(20, 21, 10), Safe(15, 16, 11), Safe(30, 31, 11));

    [Fact]
    public void A_former_owner_that_is_told_once_more_is_found_behind_any_later_one() =>
        AssertFound(["Two owners at the same time"], Safe(6, 7, 10), Safe(10, 11, 11), Safe(14, 15, 12), Safe(16, 17, 10));

    [Fact]
    public void A_lower_token_for_a_later_owner_is_found() => AssertFound(["A later owner"], Acquire(0, 5, 10), Acquire(6, 9, 9));

    [Fact]
    public void One_token_for_two_is_found() => AssertFound(["Two owners of '/a' have one token"], Acquire(0, 5, 10), Acquire(4, 9, 10));

    [Fact]
    public void Locks_are_looked_at_one_by_one() => AssertFound([], Safe(6, 7, 10), Safe(20, 21, 10), Safe(15, 16, 11) with { Key = "/b" });

    [Fact]
    public void A_node_that_is_left_is_found() =>
        Assert.Equal("A lock's node is left: '/locks/orders/x'", Assert.Single(HistoryCheck.Find([], new() { Queues = ["/locks/orders/x"] })));

    private static void AssertFound(string[] expected, params Operation[] history) => Found.Assert(expected, LockCheck.Find(history));
}
