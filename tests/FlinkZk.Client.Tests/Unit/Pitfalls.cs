using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;

namespace FlinkZk.Client.Tests;

/// <summary>docs/pitfalls.md names a test for each; a table that names what does not exist would only look good.</summary>
public sealed partial class Pitfalls
{
    private static readonly string[] Rows = [.. File.ReadLines(Path.Combine(Root(), "docs", "pitfalls.md")).Where(line => RowNumber().IsMatch(line))];

    [Fact]
    public void Each_is_there_with_its_number_and_names_a_test()
    {
        Assert.Equal(Enumerable.Range(1, 27), Rows.Select(row => int.Parse(RowNumber().Match(row).Groups[1].Value, CultureInfo.InvariantCulture)));
        Assert.All(Rows, row => Assert.NotEmpty(TestName().Matches(row)));
    }

    [Fact]
    public void Each_test_that_is_named_exists()
    {
        var declared = Sources("tests").SelectMany(path => Declaration().Matches(File.ReadAllText(path)).Select(match => match.Groups[1].Value)).ToHashSet(StringComparer.Ordinal);
        Assert.DoesNotContain(Rows.SelectMany(row => TestName().Matches(row).Select(match => match.Groups[1].Value)), name => !declared.Contains(name));
    }

    [Theory]
    [InlineData("FlinkZk.Client")]
    [InlineData("FlinkZk.Coordination")]
    public void No_wall_clock_is_asked_how_long_something_took(string room)
    {
        // What shows a time of day to people takes it from the TimeProvider, and nothing is subtracted from that.
        Assert.DoesNotContain(Sources("src", room), path => WallClock().IsMatch(File.ReadAllText(path)));
    }

    private static IEnumerable<string> Sources(params string[] folder) =>
        Directory.EnumerateFiles(Path.Combine([Root(), .. folder]), "*.cs", SearchOption.AllDirectories).Where(path => !path.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal));

    private static string Root([CallerFilePath] string thisFile = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(thisFile)!, "..", "..", ".."));

    [GeneratedRegex(@"^\| (\d+) \|")]
    private static partial Regex RowNumber();

    [GeneratedRegex(@"`([A-Z]\w*_\w+)`")]
    private static partial Regex TestName();

    [GeneratedRegex(@"public (?:async )?(?:Task|ValueTask|void) ([A-Z]\w*_\w+)\(")]
    private static partial Regex Declaration();

    [GeneratedRegex(@"DateTime(Offset)?\.(Utc)?Now|GetUtcNow\(\)\s*-")]
    private static partial Regex WallClock();
}
