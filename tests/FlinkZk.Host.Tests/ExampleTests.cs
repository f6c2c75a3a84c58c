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
        var windows = run.Output.Split('\n').Where(line => line.StartsWith("200", StringComparison.Ordinal)).Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries)).ToArray();
        // Start and end have a blank in them; the last column is the revision.
        var before = windows.Where(window => window is [_, _, _, _, .., "1"]).ToArray();
        var after = windows.Where(window => window is [_, _, _, _, .., "2"]).ToArray();
        Assert.True(before.Length >= 3 && after.Length >= 10, run.Output);
        Assert.Contains("Released", run.Output, StringComparison.Ordinal);
        Assert.Contains("DataChanged", run.Output, StringComparison.Ordinal);
        Assert.Contains("60 -> 30", run.Output, StringComparison.Ordinal);
    }

    [Theory]
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
