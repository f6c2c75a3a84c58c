using FlinkZk.Faults.Checks;
using FlinkZk.Faults.Histories;
using static FlinkZk.Faults.Tests.Past;

namespace FlinkZk.Faults.Tests;

public sealed class CounterCheckTests
{
    [Fact]
    public void Each_step_once_is_right_and_what_is_not_known_may_have_been_made() =>
        AssertFound([], 3, Count(0, 5, 2), Count(1, 6, 1), Count(7, 8, 9).Unanswered());

    [Fact]
    public void A_lost_step_is_found() => AssertFound(["The counter stands at 1, and 2 steps"], 1, Count(0, 5, 1), Count(6, 9, 2));

    [Fact]
    public void A_step_that_was_made_twice_is_found() => AssertFound(["The counter stands at 3, and 2 steps"], 3, Count(0, 5, 1), Count(6, 9, 3));

    [Fact]
    public void One_number_twice_is_found() => AssertFound(["Two steps made the same number"], 2, Count(0, 5, 2), Count(1, 5, 2));

    [Fact]
    public void A_lower_number_later_is_found() => AssertFound(["A later step made a lower number"], 2, Count(0, 5, 2), Count(6, 9, 1));

    private static void AssertFound(string[] expected, long final, params Operation[] history) => Found.Assert(expected, CounterCheck.Find(history, new() { Counter = final }));
}
