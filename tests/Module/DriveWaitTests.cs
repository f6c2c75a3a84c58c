using System.Diagnostics;
using System.Management.Automation;

namespace FlinkZk.Module.Tests;

/// <summary>Waits on a drive: following a node, Ctrl+C, Tab, and servers that do not answer.</summary>
public sealed class DriveWaitTests : IDisposable
{
    private readonly ModuleSession _session = ModuleSession.Embedded();

    public DriveWaitTests() => _session.Run("$null = New-Item zk:/app/limits/max -Value 100 -Force; $null = New-Item zk:/app/limbo; $null = New-Item zk:/App");

    public void Dispose() => _session.Dispose();

    [Fact]
    public async Task Get_Content_Wait_tells_what_is_appended_and_all_of_what_is_new()
    {
        using var other = Other();
        using var shell = _session.Shell("Get-Content zk:/app/limits/max -Wait");
        using var lines = new PSDataCollection<PSObject>();
        shell.BeginInvoke(Nothing(), lines);
        await Told("100");
        other.Run("Add-Content zk:/app/limits/max 200, 300");
        await Told("100", "200", "300");
        other.Run("Set-Content zk:/app/limits/max 7");
        await Told("100", "200", "300", "7");
        other.Run("Remove-Item zk:/app/limits/max; $null = New-Item zk:/app/limits/max -Value again");
        await Told("100", "200", "300", "7", "again");
        other.Run("Set-Content zk:/app/limits/max again1");
        await Told("100", "200", "300", "7", "again", "again1");
        await StopClock.StopsInTimeAsync(shell);

        async Task Told(params string[] expected)
        {
            await Wait.UntilAsync(() => lines.Count >= expected.Length, $"Only {lines.Count} lines came.");
            // To enumerate it would wait for its end.
            Assert.Equal(expected, Enumerable.Range(0, lines.Count).Select(i => lines[i].ToString()));
        }
    }

    [Fact]
    public void What_follows_ends_with_the_pipeline_too() =>
        Assert.Equal("100", _session.One<string>("Get-Content zk:/app/limits/max -Wait | Select-Object -First 1"));

    [Theory]
    [InlineData("'ready'; Get-Content zk:/app/limits/max -Wait")]
    [InlineData("'ready'; while ($true) { $null = Get-ChildItem zk:/ -Recurse }")]
    [InlineData("'ready'; New-PSDrive x ZooKeeper 127.0.0.1:1 -Timeout 1m")]
    public async Task Ctrl_C_ends_it_within_half_a_second(string script)
    {
        using var shell = _session.Shell(script);
        using var output = new PSDataCollection<PSObject>();
        shell.BeginInvoke(Nothing(), output);
        await Wait.UntilAsync(() => output.Count > 0, "The script did not begin.");
        await StopClock.StopsInTimeAsync(shell);
    }

    [Theory]
    [InlineData("Get-Item x:/")]
    [InlineData("Get-ChildItem x:/ -Recurse")]
    [InlineData("Get-Content x:/app")]
    [InlineData("Set-Content x:/app v")]
    [InlineData("Remove-Item x:/app -Recurse")]
    public async Task A_server_that_does_not_answer_does_not_keep_Ctrl_C_waiting(string command)
    {
        using var proxy = Proxy();
        proxy.Stall();
        using var shell = _session.Shell($"'ready'; {command}");
        using var output = new PSDataCollection<PSObject>();
        shell.BeginInvoke(Nothing(), output);
        await Wait.UntilAsync(() => output.Count > 0, "The script did not begin.");
        await StopClock.StopsInTimeAsync(shell);
    }

    [Theory]
    [InlineData("Get-Item zk:/ap", "zk:/app zk:/App")]
    [InlineData("Get-Item zk:/app/lim", "zk:/app/limbo zk:/app/limits")]
    [InlineData("Set-Location zk:/app/limi", "zk:/app/limits")]
    [InlineData("Get-Content zk:/nosuch/", "")]
    public void Paths_complete_as_in_folders(string line, string expected) =>
        Assert.Equal(expected, string.Join(' ', _session.Complete(line).Where(path => expected.Length > 0 || path.StartsWith("zk:", StringComparison.Ordinal))));

    [Fact]
    public void Names_with_blanks_and_brackets_complete_so_that_they_can_be_run()
    {
        _session.Run("$null = New-Item zk:/odd; foreach ($n in 'mit Blank', 'a[1]', 'it''s') { $null = New-Item zk:/odd -Name $n -Value $n }");
        foreach (var name in (string[])["mit Blank", "a[1]", "it's"])
        {
            var completed = Assert.Single(_session.Complete($"Get-Content zk:/odd/{name[0]}"));
            Assert.Equal(name, _session.One<string>($"Get-Content {completed}"));
        }
    }

    [Fact]
    public async Task Tab_does_not_wait_for_a_server_that_does_not_answer()
    {
        using var proxy = Proxy();
        // The first completion of a process compiles PowerShell's own and ours, which can take as long as Tab waits for a server.
        await Wait.UntilAsync(() => _session.Complete("Get-Item x:/ap").Length > 0, "Tab finds no node.");
        _session.Run("Set-Location x:/");
        await Wait.UntilAsync(() => _session.Complete("Get-ChildI").Length > 0, "Tab finds no command.");
        proxy.Stall();
        foreach (var line in (string[])["Get-Item x:/ap", "Get-ChildI", "Get-Content ./"])
        {
            var clock = Stopwatch.StartNew();
            _ = _session.Complete(line);
            Assert.True(clock.Elapsed < TimeSpan.FromSeconds(1), $"'{line}' took {clock.Elapsed.TotalMilliseconds:0} ms.");
        }
    }

    /// <summary>A drive x: whose server can be made to say nothing.</summary>
    private StallingProxy Proxy()
    {
        var proxy = new StallingProxy(int.Parse(_session.One<string>("(Get-ZkSession).ConnectionString").Split(':')[1], System.Globalization.CultureInfo.InvariantCulture));
        _session.Run("$null = New-PSDrive x ZooKeeper $args[0] -SessionTimeout 30s -Scope Global", proxy.Address);
        return proxy;
    }

    private ModuleSession Other()
    {
        var other = new ModuleSession();
        other.Run("$null = Connect-Zk $args[0]", _session.One<string>("(Get-ZkSession).ConnectionString"));
        return other;
    }

    private static PSDataCollection<PSObject> Nothing()
    {
        var nothing = new PSDataCollection<PSObject>();
        nothing.Complete();
        return nothing;
    }
}
