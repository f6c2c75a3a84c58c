using System.Text.RegularExpressions;

namespace FlinkZk.Host.Tests;

/// <summary>The examples run in the host as they stand.</summary>
public class ExampleTests
{
    private static readonly string Folder = Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, "..", "..", "..", "..", "..", "examples"));

    [Fact]
    public async Task Flights_show_the_effect_of_a_configuration_that_changes_while_they_stream()
    {
        var run = await Host.RunAsync(Path.Combine(Folder, "flights.ps1"));
        Assert.Equal("", run.Errors);
        Assert.Equal(0, run.ExitCode);
        Assert.True(Windows(run.Output, revision: 1) >= 3 && Windows(run.Output, revision: 2) >= 10, run.Output);
        Assert.Contains("Released", run.Output, StringComparison.Ordinal);
        Assert.Contains("DataChanged", run.Output, StringComparison.Ordinal);
        Assert.Contains("60 -> 30", run.Output, StringComparison.Ordinal);
    }

    // A window is a line of start, end, key figures and the revision; blanks may be a line's end, where the console is narrow.
    private static int Windows(string output, int revision) =>
        Regex.Count(output, $@"^200\d-\S+(?: \d+:\S+)?\s+200\d-\S+(?: \d+:\S+)?\s+\d+\s+[\d.]+\s+\d+\s+{revision}\s*$", RegexOptions.Multiline);

    [Theory]
    [InlineData("alerts.ps1", "webhook: heart Cleared, number 2")]
    [InlineData("iot.ps1", "pressure")]
    [InlineData("logs.ps1", "WARN")]
    [InlineData("server.ps1", "restored  limits = 200")]
    public async Task An_example_runs_without_an_error(string name, string shown)
    {
        var run = await Host.RunAsync(Path.Combine(Folder, name));
        Assert.Equal("", run.Errors);
        Assert.Equal(0, run.ExitCode);
        Assert.Contains(shown, run.Output, StringComparison.Ordinal);
    }
}
