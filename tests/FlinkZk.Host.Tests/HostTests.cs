using System.Diagnostics;
using FlinkZk.Testing;

namespace FlinkZk.Host.Tests;

/// <summary>The host is PowerShell's own console with the module imported.</summary>
public class HostTests
{
    [Fact]
    public async Task The_whole_of_PowerShell_is_there_and_the_module_with_it()
    {
        var run = await Host.RunAsync("-NoProfile", "-Command",
            "$null = Connect-Zk -Embedded; New-ZkNode /a hello; (Get-Module FlinkZk).Name; 'n,s','1,x' | ConvertFrom-Csv | Select-Object -First 1 | ConvertTo-Json -Compress; Write-Host told");
        Assert.Equal("", run.Errors);
        Assert.Equal(0, run.ExitCode);
        Assert.Matches(@"Version +ChildCount +Kind +Path", run.Output);
        Assert.Contains("FlinkZk\n{\"n\":\"1\",\"s\":\"x\"}\ntold\n", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_script_is_run_by_its_path_with_its_arguments()
    {
        using var file = new ScriptFile("param($Name, [switch] $Loud) \"$Name|$Loud|$args\"\nGet-ZkNode /\n'goes on'; exit 7");
        var run = await Host.RunAsync(file.Path, "-Loud", "-Name", "it's; 1/0", "a b");
        Assert.Equal("it's; 1/0|True|a b\ngoes on\n", run.Output);
        Assert.Contains("Get-ZkNode: ", run.Errors, StringComparison.Ordinal);
        Assert.Contains("2 |  Get-ZkNode /", run.Errors, StringComparison.Ordinal);
        Assert.Contains("Recommendation: ", run.Errors, StringComparison.Ordinal);
        Assert.Equal(7, run.ExitCode);
    }

    [Fact]
    public async Task A_script_comes_from_standard_input_where_none_is_named() =>
        Assert.Contains("6", (await Host.RunWithInputAsync("$x = 2\n$x * 3\n", "-Command", "-")).Output, StringComparison.Ordinal);

    [Theory]
    [InlineData("--help")]
    [InlineData("-h")]
    public async Task Its_options_are_told_when_asked_for(string option)
    {
        var run = await Host.RunAsync(option);
        Assert.Equal(0, run.ExitCode);
        Assert.Contains("-NoProfile", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_script_that_is_not_there_is_a_bad_command_line()
    {
        var run = await Host.RunAsync("nowhere.ps1");
        Assert.Equal(64, run.ExitCode);
        Assert.Contains("nowhere.ps1", run.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Ctrl_C_ends_a_wait_at_once_and_runs_finally()
    {
        Assert.SkipUnless(Signals.Exist, "Windows has no signals that one process can send another.");
        using var process = Host.Start("-NoProfile", "-Command", "try { 'running'; Connect-Zk 127.0.0.1:1 -Timeout 1m; 'after' } finally { [Console]::WriteLine('cleaned') }");
        Assert.Equal("running", await process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken));
        var clock = Stopwatch.StartNew();
        Signals.Send(process, Signals.Interrupt);
        var run = await ProgramRun.EndAsync(process, TestContext.Current.CancellationToken);
        Assert.Equal("cleaned\n", run.Output);
        Assert.NotEqual(0, run.ExitCode);
        Assert.True(clock.Elapsed < TimeSpan.FromSeconds(3), $"It took {clock.Elapsed}.");
    }

    [Fact]
    public void The_host_carries_no_room_of_the_module() =>
        Assert.Equal(["FlinkZk.Host.dll"], Directory.GetFiles(Host.Folder, "FlinkZk*.dll", SearchOption.AllDirectories).Select(Path.GetFileName));
}
