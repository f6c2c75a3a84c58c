namespace FlinkZk.Module.Tests;

/// <summary>Runners at the prompt.</summary>
public sealed class RunnerTests : IDisposable
{
    private readonly ModuleSession _session = ModuleSession.Embedded();

    public void Dispose() => _session.Dispose();

    [Fact]
    public void A_runner_is_there_until_it_is_taken_back() =>
        Assert.Equal(["one 4 orders,billing why", "one", "gone"], _session.All<string>("""
            Register-FlinkRunner one -Slots 4 -Job orders, billing -Purpose why | ForEach-Object { "$($_.Id) $($_.Slots) $($_.Jobs -join ',') $($_.Purpose)" }
            (Get-FlinkRunner o*).Id
            Get-FlinkRunner | Unregister-FlinkRunner
            if (-not (Get-FlinkRunner)) { 'gone' }
            """));

    [Fact]
    public void A_runner_goes_with_its_session() =>
        Assert.Equal(["one", "0"], _session.All<string>("$here = Get-ZkSession; $there = Connect-Zk $here.ConnectionString; $null = Register-FlinkRunner one -Session $there; (Get-FlinkRunner -Session $here).Id; Disconnect-Zk $there; \"$(@(Get-FlinkRunner -Session $here).Count)\""));

    [Fact]
    public void Who_joins_and_leaves_is_told() =>
        Assert.Equal(["one Joined", "two Joined", "one Left"], _session.All<string>("""
            $null = Register-FlinkRunner one
            Watch-FlinkRunner -Count 3 -Timeout 60s | ForEach-Object {
                "$($_.Id) $($_.Type)"
                if ($_.Id -eq 'two') { Unregister-FlinkRunner one } elseif ($_.Type -eq 'Joined') { $null = Register-FlinkRunner two }
            }
            """));

    [Theory]
    [InlineData("Watch-FlinkRunner | Select-Object -First 1")]
    [InlineData("Watch-FlinkRunner -Timeout 100ms | Out-Null; 1")]
    [InlineData("foreach ($once in 1) { Watch-FlinkRunner | ForEach-Object { 1; break } }")]
    public async Task However_it_ends_no_watch_is_left(string script)
    {
        _session.Run("$null = New-ZkNode /flinkzk/default/runners/one -Parents");
        _session.Run(script);
        await Wait.UntilAsync(() => _session.One<int>("(Get-ZkServer).Watches") == 0, "A watch is left.");
    }

    [Theory]
    [InlineData("$null = Register-FlinkRunner one; $null = Register-FlinkRunner one -Timeout 100ms", "RunnerNameTaken,")]
    [InlineData("Register-FlinkRunner a/b", "InvalidArgument,")]
    [InlineData("Get-FlinkRunner none", "RunnerNotFound,")]
    [InlineData("Unregister-FlinkRunner none", "RunnerNotOwn,")]
    public void What_cannot_be_done_is_told(string script, string errorId) =>
        Assert.StartsWith(errorId, _session.Error(script).FullyQualifiedErrorId, StringComparison.Ordinal);
}
