using FlinkZk.Faults.Checks;
using FlinkZk.Faults.Histories;
using static FlinkZk.Faults.Tests.Past;

namespace FlinkZk.Faults.Tests;

public sealed class ConfigurationCheckTests
{
    private static readonly FinalState Final = new() { Revisions = new Dictionary<long, string> { [1] = "a", [2] = "b", [3] = "c" } };

    [Fact]
    public void Revisions_one_after_the_other_are_right() => AssertFound(
        [], Change(0, 1, "a", 0), Change(2, 3, "b", 1).Unanswered(), Change(4, 5, "c", 2), Change(4, 5, "x", 2).Refused("Conflict"), Seen(6, "a a a", 1), Seen(7, "c c c", 3));

    [Fact]
    public void An_acknowledged_revision_that_is_missing_is_found()
    {
        AssertFound(["An acknowledged revision is missing"], Change(0, 1, "x", 0));
        AssertFound(["An acknowledged revision is missing"], Change(0, 1, "d", 3));
    }

    [Fact]
    public void A_lost_update_is_found() => AssertFound(["A change stands elsewhere"], Change(0, 9, "c", 0) with { Number = 3 });

    [Fact]
    public void A_refused_change_that_stands_is_found() => AssertFound(["A change that was refused stands"], Change(0, 1, "b", 5).Refused("Conflict"));

    [Fact]
    public void A_change_that_was_made_twice_is_found() =>
        Found.Assert(["A change was made more than once: 'a'"], ConfigurationCheck.Find([], new() { Revisions = new Dictionary<long, string> { [1] = "a", [2] = "a" } }));

    [Fact]
    public void A_later_change_with_a_lower_revision_is_found() => AssertFound(["A later change has a lower revision"], Change(0, 1, "b", 1), Change(2, 3, "a", 0));

    [Fact]
    public void A_reader_with_a_mixture_is_found() => AssertFound(["A reader saw a mixture"], Seen(0, "a a b", 2));

    [Fact]
    public void A_reader_that_goes_back_is_found() => AssertFound(["A reader went back"], Seen(0, "b b b", 2), Seen(1, "a a a", 1));

    [Fact]
    public void A_reader_that_sees_what_was_never_there_is_found()
    {
        AssertFound(["A reader saw something else"], Seen(0, "b b b", 1));
        AssertFound(["A reader saw a revision that is not in history"], Seen(0, "d d d", 4));
    }

    private static void AssertFound(string[] expected, params Operation[] history) => Found.Assert(expected, ConfigurationCheck.Find(history, Final));
}
