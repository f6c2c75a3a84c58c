namespace FlinkZk.Host.Tests;

/// <summary>What a script is given, and where what it writes goes.</summary>
public class ScriptTests
{
    [Fact]
    public async Task Arguments_bind_by_name_and_by_position()
    {
        using var file = new ScriptFile("param($Name, [switch] $Loud, [switch] $Quiet) \"$Name|$Loud|$Quiet|$args\"");
        var run = await HostProcess.RunAsync(file.Path, "-Loud", "-Quiet:$false", "-Name", "it's; 1/0", "a b", "--x", "-1");
        Assert.Equal("it's; 1/0|True|False|a b --x -1\n", run.Output);
    }

    [Fact]
    public async Task Errors_go_to_standard_error_with_their_place_and_the_script_goes_on()
    {
        using var file = new ScriptFile("'before'\nGet-ZkNode /\n'after'");
        var run = await HostProcess.RunAsync(file.Path);
        Assert.Equal("before\nafter\n", run.Output);
        Assert.Contains("Get-ZkNode: ", run.Errors, StringComparison.Ordinal);
        Assert.Contains("2 |  Get-ZkNode /", run.Errors, StringComparison.Ordinal);
        Assert.Contains("Recommendation: ", run.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Objects_are_formatted_by_the_modules_views()
    {
        var run = await HostProcess.RunAsync("-c", "$s = Connect-Zk -Embedded; New-ZkNode /a hello");
        Assert.Matches(@"Kind +Version +Children +Modified +Path +Data", run.Output);
        Assert.DoesNotContain("\u001b", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_script_comes_from_standard_input_where_none_is_named() =>
        Assert.Equal("6\n", (await HostProcess.RunWithInputAsync("$x = 2\n$x * 3\n")).Output);

    [Fact]
    public async Task A_question_that_nobody_can_answer_is_an_error()
    {
        var run = await HostProcess.RunAsync("-NonInteractive", "-c", "Get-ZkNode");
        Assert.Contains("Path", run.Errors, StringComparison.Ordinal);
        Assert.Equal(1, run.ExitCode);
    }

    [Fact]
    public async Task Help_names_what_is_missing_beside_a_full_PowerShell()
    {
        var run = await HostProcess.RunAsync("--help");
        Assert.Equal(0, run.ExitCode);
        foreach (var name in new[] { "Get-Content", "Select-Object", "ConvertFrom-Json", "Write-Host" })
            Assert.Contains(name, run.Output, StringComparison.Ordinal);
    }
}
