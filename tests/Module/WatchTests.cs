using System.Management.Automation;

namespace FlinkZk.Module.Tests;

/// <summary>Watch-ZkNode: snapshots first, then every change as an object.</summary>
public sealed class WatchTests : IDisposable
{
    private readonly ModuleSession _session = ModuleSession.Embedded();

    public void Dispose() => _session.Dispose();

    [Fact]
    public async Task Changes_below_a_node_come_as_objects_after_the_snapshots()
    {
        _session.Run("New-ZkNode /w/a one -Parents");
        var events = await WatchAsync("Watch-ZkNode /w -Recurse -Session $args[0] -Count 3", 2, "Set-ZkNode /w/a two; New-ZkNode /w/b; Remove-ZkNode /w/a");
        Assert.Equal(["Snapshot /w", "Snapshot /w/a", "DataChanged /w/a", "Created /w/b", "Deleted /w/a"], events);
    }

    [Fact]
    public async Task Without_Recurse_children_are_told_by_their_parent()
    {
        _session.Run("New-ZkNode /w");
        var events = await WatchAsync("Watch-ZkNode /w -Session $args[0] -Count 2", 1, "New-ZkNode /w/a; Set-ZkNode /w x");
        Assert.Equal(["Snapshot /w", "ChildrenChanged /w", "DataChanged /w"], events);
    }

    [Fact]
    public async Task A_node_that_does_not_exist_yet_can_be_watched()
    {
        var events = await WatchAsync("Watch-ZkNode /later -Session $args[0] -Count 1", 1, "New-ZkNode /later");
        Assert.Equal(["Snapshot /later", "Created /later"], events);
    }

    [Fact]
    public void It_ends_after_its_timeout() =>
        Assert.Equal("Snapshot", _session.One("Watch-ZkNode / -Timeout 50ms").Properties["Type"].Value.ToString());

    private async Task<string[]> WatchAsync(string script, int snapshots, string change)
    {
        using var watching = new ModuleSession();
        using var shell = watching.Shell(script, _session.One("Get-ZkSession"));
        using var input = new PSDataCollection<PSObject>();
        input.Complete();
        using var events = new PSDataCollection<PSObject>();
        var running = shell.BeginInvoke(input, events);
        await Wait.UntilAsync(() => events.Count == snapshots, "The snapshots did not come.");
        _session.Run(change);
        await Task.Factory.FromAsync(running, shell.EndInvoke);
        return [.. events.Select(happened => happened.ToString())];
    }
}
