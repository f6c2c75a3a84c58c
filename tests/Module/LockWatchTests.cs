namespace FlinkZk.Module.Tests;

/// <summary>Watching who holds a job's lock.</summary>
public sealed class LockWatchTests : IDisposable
{
    private readonly ModuleSession _session = ModuleSession.Embedded();

    public void Dispose() => _session.Dispose();

    [Fact]
    public void What_there_is_comes_first() =>
        Assert.Equal(["Free ", "Held nightly"], _session.All<string>("Watch-FlinkJobLock orders -Count 1 | ForEach-Object { \"$($_.Type) $($_.Purpose)\" }; $null = Lock-FlinkJob orders -Purpose nightly; Watch-FlinkJobLock orders -Count 1 | ForEach-Object { \"$($_.Type) $($_.Purpose)\" }"));

    [Fact]
    public void Each_change_is_told_and_its_contender_can_be_asked() =>
        Assert.Equal(["Held", "Gone", "Free"], _session.All<string>("""
            $null = Lock-FlinkJob orders
            $mine = Get-ZkSession
            Watch-FlinkJobLock orders -Count 3 -Timeout 30s | ForEach-Object {
                "$($_.Type)"
                if ($_.Type -eq 'Held') { $_.Contender | Request-FlinkJobLock; Unlock-FlinkJob orders }
            }
            """));

    [Theory]
    [InlineData("Watch-FlinkJobLock orders | Select-Object -First 1")]
    [InlineData("Watch-FlinkJobLock orders -Count 1")]
    [InlineData("Watch-FlinkJobLock orders -Timeout 100ms | Out-Null; 1")]
    [InlineData("foreach ($once in 1) { Watch-FlinkJobLock orders | ForEach-Object { 1; break } }")]
    public async Task However_it_ends_no_watch_is_left(string script)
    {
        _session.Run(script);
        await Wait.UntilAsync(() => _session.One<int>("(Get-ZkServer).Watches") == 0, "A watch is left.");
    }

    [Theory]
    [InlineData("Watch-FlinkJobLock a/b", "InvalidArgument,")]
    [InlineData("Disconnect-Zk; Watch-FlinkJobLock a", "NotConnected,")]
    public void What_cannot_be_watched_is_told(string script, string errorId) =>
        Assert.StartsWith(errorId, _session.Error(script).FullyQualifiedErrorId, StringComparison.Ordinal);
}
