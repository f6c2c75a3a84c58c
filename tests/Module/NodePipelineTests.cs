using System.Management.Automation;

namespace FlinkZk.Module.Tests;

/// <summary>Records that come fast are sent together, and all that a user sees is as if they went one by one.</summary>
public sealed class NodePipelineTests : IDisposable
{
    private readonly ModuleSession _session = ModuleSession.Embedded();

    public void Dispose() => _session.Dispose();

    [Fact]
    public void Output_and_errors_come_in_the_order_of_the_records()
    {
        _session.Run("New-ZkNode /n; $null = 1..500 | Where-Object { $_ % 3 } | ForEach-Object { \"/n/$_\" } | New-ZkNode");
        var told = _session.All<string>("""
            $told = 1..500 | ForEach-Object { if ($_ % 7) { "/n/$_" } else { "n/$_" } } | Get-ZkNode 2>&1
            $told | ForEach-Object { if ($_ -is [System.Management.Automation.ErrorRecord]) { "error $($_.TargetObject)" } else { "$_" } }
            """);
        Assert.Equal(Enumerable.Range(1, 500).Select(i => i % 7 == 0 ? $"error n/{i}" : i % 3 == 0 ? $"error /n/{i}" : $"/n/{i}"), told);
    }

    [Fact]
    public void Each_error_is_its_records_and_the_others_are_changed()
    {
        _session.Run("$null = New-ZkNode /n; $null = 1..300 | Where-Object { $_ % 5 } | ForEach-Object { \"/n/$_\" } | New-ZkNode");
        var (_, errors) = _session.RunWithErrors("1..300 | ForEach-Object { \"/n/$_\" } | Set-ZkNode -Value x");
        Assert.Equal(Enumerable.Range(1, 60).Select(i => $"/n/{i * 5}"), errors.Select(error => error.TargetObject));
        Assert.Equal(240, _session.One<int>("@(Get-ZkChildNode /n | Where-Object Text -eq x).Count"));
    }

    [Fact]
    public void What_a_later_record_needs_is_there_when_it_comes()
    {
        Assert.Empty(_session.RunWithErrors("$null = 1..200 | ForEach-Object { \"/d$_\"; \"/d$_/e\" } | New-ZkNode; 1..200 | ForEach-Object { \"/d$_/e\"; \"/d$_\" } | Remove-ZkNode").Errors);
        Assert.Equal(["zookeeper"], _session.All<string>("Get-ZkChildNode -Name"));
    }

    [Fact]
    public void Parents_are_made_before_what_comes_behind_them()
    {
        var errors = _session.RunWithErrors("$null = '/p/q/r', '/p/q', '/p', '/p/q/s' | New-ZkNode -Parents").Errors;
        Assert.Equal(["/p/q", "/p"], errors.Select(error => error.TargetObject));
        Assert.Equal(["r", "s"], _session.All<string>("Get-ZkChildNode /p/q -Name"));
    }

    [Theory]
    [InlineData("-ErrorAction Stop", "")]
    [InlineData("", "$ErrorActionPreference = 'Stop'; ")]
    public void Where_an_error_ends_the_pipeline_nothing_behind_it_is_done(string argument, string before)
    {
        _session.RunWithErrors($"{before}$null = New-ZkNode /n; 1..100 | ForEach-Object {{ if ($_ -eq 50) {{ '/none/x' }} else {{ \"/n/$_\" }} }} | New-ZkNode {argument}");
        Assert.Equal(49, _session.One<int>("(Get-ZkNode /n).ChildCount"));
    }

    [Fact]
    public void Where_a_command_behind_takes_enough_nothing_more_is_done()
    {
        _session.Run("$null = New-ZkNode /n; 1..100 | ForEach-Object { \"/n/$_\" } | New-ZkNode | Select-Object -First 40");
        Assert.Equal(40, _session.One<int>("(Get-ZkNode /n).ChildCount"));
    }

    [Fact]
    public void A_variable_of_the_pipeline_belongs_to_the_record_that_is_looked_at()
    {
        _session.Run("$null = New-ZkNode /n; $null = 1..100 | ForEach-Object { \"/n/$_\" } | New-ZkNode");
        Assert.Equal(0, _session.One<int>("@(1..100 | ForEach-Object { \"/n/$_\" } -PipelineVariable path | Get-ZkNode | Where-Object { $_.Path -ne $path }).Count"));
    }

    [Fact]
    public async Task A_slow_source_sees_each_result_at_once()
    {
        using var gate = new SemaphoreSlim(0);
        using var slow = _session.Shell("param($gate) $null = New-ZkNode /s; 1..3 | ForEach-Object { if ($_ -gt 1) { $gate.Wait() }; '/s' } | Get-ZkNode", gate);
        using var input = new PSDataCollection<PSObject>();
        input.Complete();
        using var output = new PSDataCollection<PSObject>();
        var running = slow.BeginInvoke(input, output);
        for (var i = 1; i <= 3; i++)
        {
            await Wait.UntilAsync(() => output.Count == i, $"Result {i} waits for what comes next.");
            gate.Release();
        }
        await Task.Factory.FromAsync(running, slow.EndInvoke);
    }

    [Fact]
    public void A_thousand_children_come_in_their_order()
    {
        _session.Run("$null = New-ZkNode /n; $null = 1..1200 | ForEach-Object { '/n/{0:d4}' -f $_ } | New-ZkNode");
        var paths = _session.All<string>("Get-ZkChildNode /n | ForEach-Object Path");
        Assert.Equal(1200, paths.Length);
        Assert.Equal(paths.Order(StringComparer.Ordinal), paths);
        Assert.Equal(1201, _session.One<int>("@(Get-ZkNode /n -Recurse).Count"));
        Assert.Equal(["/n/0001", "/n/0002"], _session.All<string>("Get-ZkNode /n/* | Select-Object -First 2 | ForEach-Object Path"));
        _session.Run("Remove-ZkNode /n -Recurse");
        Assert.False(_session.One<bool>("Test-ZkNode /n"));
    }

    [Fact]
    public void WhatIf_sends_nothing()
    {
        Assert.Empty(_session.Run("1..50 | ForEach-Object { \"/n$_\" } | New-ZkNode -WhatIf"));
        Assert.Equal(["zookeeper"], _session.All<string>("Get-ZkChildNode -Name"));
    }
}
