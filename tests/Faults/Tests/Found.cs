namespace FlinkZk.Faults.Tests;

/// <summary>What a check found, by how it begins.</summary>
internal static class Found
{
    public static void Assert(string[] expected, IEnumerable<string> found) =>
        Xunit.Assert.Collection(found, [.. expected.Select(beginning => (Action<string>)(text => Xunit.Assert.StartsWith(beginning, text, StringComparison.Ordinal)))]);
}
