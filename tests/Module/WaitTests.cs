using System.Management.Automation;

namespace FlinkZk.Module.Tests;

/// <summary>Wait-ZkNode: until something holds, and no longer.</summary>
public sealed class WaitTests : IDisposable
{
    private readonly ModuleSession _session = ModuleSession.Embedded();

    public void Dispose() => _session.Dispose();

    [Theory]
    [InlineData("/w", "", "New-ZkNode /w", "/w")]
    [InlineData("/w", "-Value on", "New-ZkNode /w off; Set-ZkNode /w on", "/w")]
    [InlineData("/w", "-Value 3.5", "New-ZkNode /w 3.5", "/w")]
    [InlineData("/w", "-Match '^O'", "New-ZkNode /w on; Set-ZkNode /w On", "/w")]
    [InlineData("/w", "-MinChildCount 2", "New-ZkNode /w; New-ZkNode /w/a; New-ZkNode /w/b", "/w")]
    [InlineData("/old", "-Gone", "Set-ZkNode /old x; Remove-ZkNode /old", "")]
    [InlineData("/old", "-Value x -MinChildCount 1", "New-ZkNode /old/a; Set-ZkNode /old x", "/old")]
    public async Task It_ends_when_what_is_waited_for_holds(string path, string condition, string change, string given)
    {
        _session.Run("New-ZkNode /old");
        using var waiting = new ModuleSession();
        using var shell = waiting.Shell($"\"$(Wait-ZkNode {path} {condition} -Session $args[0] -Timeout 1m)\"", _session.One("Get-ZkSession"));
        var running = shell.BeginInvoke();
        foreach (var step in change.Split("; "))
        {
            await Wait.UntilAsync(() => _session.One<int>("(Get-ZkServer).Watches") > 0, "Nothing is watched.");
            Assert.False(running.IsCompleted, $"It ended before: {step}");
            _session.Run(step);
        }
        Assert.Equal(given, Assert.Single(await Task.Factory.FromAsync(running, shell.EndInvoke)).ToString());
        Assert.Empty(shell.Streams.Error);
        await Wait.UntilAsync(() => _session.One<int>("(Get-ZkServer).Watches") == 0, "A watch is left.");
    }

    [Theory]
    [InlineData("", "does not exist")]
    [InlineData("-Value x", "does not hold the value")]
    [InlineData("-MinChildCount 3", "does not have 3 children")]
    public void After_its_timeout_it_is_an_error_that_says_what_was_missing(string condition, string problem)
    {
        var error = _session.Error($"Wait-ZkNode /none -Timeout 100ms {condition}");
        Assert.Equal("NodeWaitTimeout,FlinkZk.Commands.WaitZkNodeCommand", error.FullyQualifiedErrorId);
        Assert.Equal(ErrorCategory.OperationTimeout, error.CategoryInfo.Category);
        Assert.Equal("/none", error.TargetObject);
        Assert.Contains(problem, error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void What_holds_already_is_given_at_once()
    {
        _session.Run("New-ZkNode /w on");
        Assert.Equal("/w", _session.One<string>("\"$(Wait-ZkNode /w -Value on -Timeout 5s)\""));
        Assert.Empty(_session.Run("Wait-ZkNode /none -Gone -Timeout 5s"));
        Assert.StartsWith("InvalidArgument,", _session.Error("Wait-ZkNode /w -Gone -Value x").FullyQualifiedErrorId, StringComparison.Ordinal);
    }
}
