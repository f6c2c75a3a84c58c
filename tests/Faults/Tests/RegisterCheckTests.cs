using FlinkZk.Faults.Checks;
using FlinkZk.Faults.Histories;
using static FlinkZk.Faults.Tests.Past;

namespace FlinkZk.Faults.Tests;

public sealed class RegisterCheckTests
{
    public static TheoryData<string> Good => [.. GoodHistories.Keys];

    public static TheoryData<string> Bad => [.. BadHistories.Keys];

    private static readonly Dictionary<string, Operation[]> GoodHistories = new()
    {
        ["nothing happened"] = [],
        ["one after the other"] = [Create(0, 1, "a"), Write(2, 3, "b", 1), Read(4, 5, "b", 1), Delete(6, 7, 1), Read(8, 9, "", 0).Refused("NoNode")],
        ["a read beside a write sees it or not"] = [Create(0, 1, "a"), Write(2, 9, "b", 1), Read(3, 4, "a", 0), Read(5, 6, "b", 1)],
        ["a write without an answer that happened"] = [Create(0, 1, "a"), Write(2, 3, "b", 1).Unanswered(), Read(8, 9, "b", 1)],
        ["a write without an answer that never happened"] = [Create(0, 1, "a"), Write(2, 3, "b", 1).Unanswered(), Read(8, 9, "a", 0)],
        ["a write without an answer that happens late"] = [Create(0, 1, "a"), Write(2, 3, "b", 1).Unanswered(), Read(8, 9, "a", 0), Read(10, 11, "b", 1)],
        ["two without an answer, of which one is seen"] = [Create(0, 1, "a"), Write(2, 3, "b", 1).Unanswered(), Write(2, 3, "c", 1).Unanswered(), Read(8, 9, "c", 2)],
        ["a write that was not sent"] = [Create(0, 1, "a"), Write(2, 3, "b", 1) with { Outcome = Outcome.NotDone }, Read(8, 9, "a", 0)],
        ["the second of two that compare is refused"] = [Create(0, 1, "a"), CompareAndSet(2, 5, "b", 0), CompareAndSet(2, 5, "c", 0).Refused("BadVersion")],
        ["made anew after a deletion"] = [Create(0, 1, "a"), Write(2, 3, "b", 1), Delete(4, 9, 1), Create(4, 9, "c"), Read(10, 11, "c", 0)],
    };

    private static readonly Dictionary<string, Operation[]> BadHistories = new()
    {
        ["a stale read"] = [Create(0, 1, "a"), Write(2, 3, "b", 1), Read(4, 5, "a", 0)],
        ["a read that goes back beside a write"] = [Create(0, 1, "a"), Write(2, 9, "b", 1), Read(3, 4, "b", 1), Read(5, 6, "a", 0)],
        ["a lost update"] = [Create(0, 1, "a"), CompareAndSet(2, 5, "b", 0), CompareAndSet(2, 5, "c", 0)],
        ["a lost write"] = [Create(0, 1, "a"), Write(2, 3, "b", 1), Write(4, 5, "c", 1)],
        ["a value that nobody wrote"] = [Create(0, 1, "a"), Read(2, 3, "x", 0)],
        ["a write from before its beginning"] = [Create(0, 1, "a"), Read(2, 3, "b", 1), Write(4, 5, "b", 1)],
        ["a write without an answer that happened twice"] =
            [Create(0, 1, "a"), Write(2, 3, "b", 1).Unanswered(), Read(4, 5, "b", 1), Write(6, 7, "c", 2), Read(8, 9, "b", 3)],
        ["a write that was not sent and is read"] = [Create(0, 1, "a"), Write(2, 3, "b", 1) with { Outcome = Outcome.NotDone }, Read(4, 5, "b", 1)],
        ["a write that was refused and is read"] = [Create(0, 1, "a"), CompareAndSet(2, 3, "b", 4).Refused("BadVersion"), Read(4, 5, "b", 1)],
        ["a refusal without a reason"] = [Create(0, 1, "a"), CompareAndSet(2, 3, "b", 0).Refused("BadVersion")],
        ["a node that is gone"] = [Create(0, 1, "a"), Read(2, 3, "", 0).Refused("NoNode")],
    };

    [Theory]
    [MemberData(nameof(Good))]
    public void What_an_order_explains_is_linearizable(string history) => Assert.Empty(RegisterCheck.Find(GoodHistories[history]));

    [Theory]
    [MemberData(nameof(Bad))]
    public void What_no_order_explains_is_found(string history) => Assert.Contains("is not linearizable", Assert.Single(RegisterCheck.Find(BadHistories[history])));

    [Fact]
    public void Each_node_is_looked_at_alone()
    {
        Operation[] good = [Create(0, 1, "a"), Read(2, 3, "a", 0)];
        Operation[] bad = [.. good.Select(operation => operation with { Key = "/b" }), Read(4, 5, "a", 7) with { Key = "/b" }];
        Assert.StartsWith("'/b'", Assert.Single(RegisterCheck.Find([.. good, .. bad])), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Histories_of_a_register_that_works_pass_and_one_changed_answer_is_found(int seed)
    {
        var history = RandomHistory.Make(new Random(seed), operations: 200, atOnce: 8);
        Assert.Empty(RegisterCheck.Find(history));
        var victim = history.Last(operation => operation is { Kind: Kind.Read, IsOk: true });
        Assert.Single(RegisterCheck.Find(history.Select(operation => operation == victim ? operation with { Number = victim.Number - 20 } : operation)));
    }
}
