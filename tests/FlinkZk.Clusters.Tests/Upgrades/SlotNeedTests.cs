using FlinkZk.Clusters.Model;
using FlinkZk.Clusters.Upgrades;

namespace FlinkZk.Clusters.Tests.Upgrades;

/// <summary>Parts that share slots take as many as the widest of them; the rest adds up.</summary>
public sealed class SlotNeedTests
{
    [Theory]
    [InlineData("a2 a4 a1", 4)]
    [InlineData("a2 b4 b1 a3", 7)]
    [InlineData("a2 a4- b1", 3)]
    [InlineData("2 4 1", 4)]
    [InlineData("", 0)]
    public void A_job_holds_the_slots_of_its_groups(string vertices, long slots) => Assert.Equal(slots, SlotNeed.Held(Vertices(vertices)));

    [Theory]
    [InlineData("a2 a2 a1", 2, 5, 5)]
    [InlineData("a2 b2 a1", 2, 5, 10)]
    [InlineData("a2 b3 a1", 2, 5, 8)]
    [InlineData("a2 b3", null, 5, 10)]
    [InlineData("a4 a8", 4, 1, 8)]
    public void Parts_that_name_their_own_parallelism_keep_it(string vertices, int? before, int wanted, long slots) => Assert.Equal(slots, SlotNeed.Wanted(Vertices(vertices), before, wanted));

    // a4-: of the group a, four side by side, finished.
    private static FlinkVertex[] Vertices(string text) => [.. text.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(vertex => new FlinkVertex
    {
        SlotSharingGroup = char.IsAsciiLetter(vertex[0]) ? vertex[..1] : null,
        Parallelism = long.Parse(vertex.Trim('-', 'a', 'b'), System.Globalization.CultureInfo.InvariantCulture),
        State = vertex.EndsWith('-') ? "FINISHED" : "RUNNING",
    })];
}
