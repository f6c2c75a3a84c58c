namespace FlinkZk.Host.Tests;

/// <summary>Exit codes are those that pwsh has for the same command line.</summary>
public class ExitCodeTests
{
    [Theory]
    [InlineData("1", 0)]
    [InlineData("exit 7", 7)]
    [InlineData("1; exit 0", 0)]
    [InlineData("throw 'bad'", 1)]
    [InlineData("1/0; 'goes on'", 0)]
    [InlineData("nosuchcommand", 0)]
    [InlineData("$ErrorActionPreference = 'Stop'; nosuchcommand", 1)]
    [InlineData("param($x = 3) exit $x", 3)]
    public async Task A_script_file_ends_with(string script, int exitCode)
    {
        using var file = new ScriptFile(script);
        Assert.Equal(exitCode, (await HostProcess.RunAsync("-File", file.Path)).ExitCode);
    }

    [Theory]
    [InlineData("1", 0)]
    [InlineData("exit 7", 7)]
    [InlineData("throw 'bad'", 1)]
    [InlineData("nosuchcommand", 1)]
    [InlineData("nosuchcommand; 1", 0)]
    [InlineData("'unclosed", 1)]
    public async Task A_command_ends_with(string command, int exitCode) =>
        Assert.Equal(exitCode, (await HostProcess.RunAsync("-Command", command)).ExitCode);

    [Fact]
    public async Task A_script_that_is_not_there_is_a_bad_command_line()
    {
        var run = await HostProcess.RunAsync("nowhere.ps1");
        Assert.Equal(64, run.ExitCode);
        Assert.Contains("nowhere.ps1", run.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_option_that_is_not_known_is_a_bad_command_line()
    {
        var run = await HostProcess.RunAsync("-Encoded", "x");
        Assert.Equal(64, run.ExitCode);
        Assert.Contains("-Encoded", run.Errors, StringComparison.Ordinal);
    }
}
