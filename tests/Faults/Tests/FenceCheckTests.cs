using FlinkZk.Faults.Checks;
using FlinkZk.Faults.Histories;
using static FlinkZk.Faults.Tests.Past;

namespace FlinkZk.Faults.Tests;

public sealed class FenceCheckTests
{
    [Fact]
    public void Tokens_that_grow_are_right() => AssertFound([], Acquire(0, 5, 10), Fenced(6, 7, 10, 1), Fenced(7, 8, 10, 2), Acquire(0, 9, 11), Fenced(10, 11, 11, 3));

    [Fact]
    public void A_write_that_was_refused_or_not_answered_says_nothing() =>
        AssertFound([], Fenced(0, 1, 11, 1), Fenced(2, 3, 10, 2).Refused("NoNode"), Fenced(2, 3, 10, 2).Unanswered());

    [Fact]
    public void A_lower_token_behind_a_higher_is_found() => AssertFound(["A lower token was accepted after a higher"], Fenced(0, 9, 11, 1), Fenced(0, 9, 10, 2));

    [Fact]
    public void Two_writes_in_one_place_are_found() => AssertFound(["Two writes have one place"], Fenced(0, 1, 10, 1), Fenced(2, 3, 11, 1));

    [Fact]
    public void A_former_owner_that_is_let_in_before_the_new_one_has_written_is_found() => AssertFound(["A former owner's write"], Acquire(0, 5, 11), Fenced(6, 7, 10, 1));

    [Fact]
    public void A_file_learns_of_a_new_owner_by_its_first_write_only() =>
        AssertFound([], Acquire(0, 5, 11), Fenced(6, 7, 10, 1) with { Kind = Kind.FencedFile }, Fenced(8, 9, 11, 2) with { Kind = Kind.FencedFile });

    [Fact]
    public void A_lower_token_in_a_file_is_found() =>
        AssertFound(["A lower token was accepted after a higher"], Fenced(6, 7, 11, 1) with { Kind = Kind.FencedFile }, Fenced(8, 9, 10, 2) with { Kind = Kind.FencedFile });

    private static void AssertFound(string[] expected, params Operation[] history) => Found.Assert(expected, FenceCheck.Find(history));
}
