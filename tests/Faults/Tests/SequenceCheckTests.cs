using FlinkZk.Faults.Checks;
using FlinkZk.Faults.Histories;
using static FlinkZk.Faults.Tests.Past;

namespace FlinkZk.Faults.Tests;

public sealed class SequenceCheckTests
{
    [Fact]
    public void Names_that_grow_are_right_and_may_have_gaps() => AssertFound([], Sequence(0, 5, 2), Sequence(1, 6, 1), Sequence(7, 8, 9), Sequence(7, 8, 5).Unanswered());

    [Fact]
    public void A_lower_number_later_is_found() => AssertFound(["A later node has a lower number"], Sequence(0, 5, 2), Sequence(6, 9, 1));

    [Fact]
    public void One_number_twice_is_found() => AssertFound(["Two nodes have one number"], Sequence(0, 5, 2), Sequence(1, 5, 2));

    [Fact]
    public void A_node_that_was_acknowledged_and_is_gone_is_found()
    {
        Operation[] history = [Sequence(0, 5, 2)];
        Found.Assert(["An acknowledged node is not there"], SequenceCheck.Find(history, new()));
        Found.Assert(["A node holds 'other'"], SequenceCheck.Find(history, new() { Sequence = new Dictionary<string, string> { ["n2"] = "other" } }));
    }

    private static void AssertFound(string[] expected, params Operation[] history)
    {
        var there = history.DistinctBy(operation => operation.Number).Where(operation => operation.IsOk).ToDictionary(operation => operation.Found!, operation => operation.Value!);
        Found.Assert(expected, SequenceCheck.Find(history, new() { Sequence = there }));
    }
}
