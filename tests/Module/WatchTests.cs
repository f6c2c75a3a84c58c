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
        var events = await WatchAsync("Watch-ZkNode /w -Recurse -Session $args[0] -Count 5", 2, "Set-ZkNode /w/a two; New-ZkNode /w/b; Remove-ZkNode /w/a");
        Assert.Equal(["Snapshot /w", "Snapshot /w/a", "DataChanged /w/a", "Created /w/b", "Deleted /w/a"], events);
    }

    [Fact]
    public async Task Without_Recurse_children_are_told_by_their_parent()
    {
        _session.Run("New-ZkNode /w");
        var events = await WatchAsync("Watch-ZkNode /w -Session $args[0] -Count 3", 1, "New-ZkNode /w/a; Set-ZkNode /w x");
        Assert.Equal(["Snapshot /w", "ChildrenChanged /w", "DataChanged /w"], events);
    }

    [Fact]
    public async Task A_node_that_does_not_exist_yet_can_be_watched()
    {
        var events = await WatchAsync("Watch-ZkNode /later -Session $args[0] -Count 2", 1, "New-ZkNode /later");
        Assert.Equal(["Snapshot /later", "Created /later"], events);
    }

    [Fact]
    public void It_ends_after_its_timeout() =>
        Assert.Equal("Snapshot", _session.One("Watch-ZkNode / -Timeout 500ms").Properties["Type"].Value.ToString());

    [Fact]
    public void Count_counts_what_comes_snapshots_too()
    {
        _session.Run("1..5 | ForEach-Object { New-ZkNode /w/$_ -Parents }");
        Assert.Equal(["/w", "/w/1", "/w/2"], _session.All<string>("Watch-ZkNode /w -Recurse -Count 3 | ForEach-Object Path"));
    }

    [Fact]
    public async Task Snapshots_can_be_left_out()
    {
        _session.Run("New-ZkNode /w");
        using var watching = new ModuleSession();
        using var other = watching.Shell("Watch-ZkNode /w -NoSnapshot -Session $args[0] -Count 1 | ForEach-Object ToString", _session.One("Get-ZkSession"));
        var running = other.BeginInvoke();
        await Wait.UntilAsync(() => Changed() || running.IsCompleted, "No change was told.");
        Assert.Equal("DataChanged /w", Assert.Single(other.EndInvoke(running)).ToString());

        bool Changed()
        {
            _session.Run("Set-ZkNode /w x");
            return running.IsCompleted;
        }
    }

    [Fact]
    public void A_node_below_that_may_not_be_read_is_an_error_and_the_others_are_watched()
    {
        _session.Run("$null = '/w/a', '/w/b', '/w/c' | New-ZkNode -Parents; Set-ZkAcl /w/b world:anyone:ca");
        var (output, errors) = _session.RunWithErrors("Watch-ZkNode /w -Recurse -Timeout 2s | ForEach-Object ToString");
        Assert.Equal(["Snapshot /w", "Snapshot /w/a", "Snapshot /w/c"], output.Select(item => item.ToString()));
        Assert.Equal("/w/b", Assert.Single(errors).TargetObject);
    }

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
