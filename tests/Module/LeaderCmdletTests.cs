using System.Management.Automation;

namespace FlinkZk.Module.Tests;

/// <summary>Get-FlinkLeader: who leads now, the next one, every one.</summary>
public sealed class LeaderCmdletTests : IDisposable
{
    private const string Setup = """
        Get-FlinkCluster -ErrorAction Ignore
        $codec = [FlinkZk.Clusters.Model.LeaderInformation].Assembly.GetType('FlinkZk.Clusters.Ha.LeaderInformationCodec').GetMethod('Write')
        function Publish($name, $component = 'rest_server') {
            $bytes = $codec.Invoke($null, @([FlinkZk.Clusters.Model.LeaderInformation]::new("http://${name}:8081", [guid]'0f8fad5b-d9cb-469f-a165-70867728950e')))
            $path = "/flink/one/leader/$component/connection_info"
            if (Test-ZkNode $path) { Set-ZkNode $path $bytes } else { New-ZkNode $path $bytes -Parents }
        }
        $null = New-ZkNode /flink/idle/leader -Parents
        $null = Publish jm-1
        """;

    private readonly ModuleSession _session = ModuleSession.Embedded();

    public LeaderCmdletTests() => _session.Run(Setup);

    public void Dispose() => _session.Dispose();

    [Fact]
    public void It_says_who_leads_where_and_since_when()
    {
        Assert.Equal("/one rest_server Led http://jm-1:8081 0f8fad5b-d9cb-469f-a165-70867728950e /flink/one/leader/rest_server/connection_info",
            _session.One<string>("$l = Get-FlinkLeader one; \"$($l.ClusterId) $($l.Component) $($l.State) $($l.Address) $($l.SessionId) $($l.Path)\""));
        Assert.True(_session.One<bool>("$l.Since -eq (Get-ZkNode $l.Path).Created"));
        Assert.Equal("Electing||", _session.One<string>("$l = Get-FlinkLeader idle; \"$($l.State)|$($l.Address)|$($l.Problem)\""));
    }

    [Theory]
    [InlineData("Get-FlinkLeader", "/idle /one")]
    [InlineData("Get-FlinkLeader o*", "/one")]
    [InlineData("Get-FlinkCluster | Get-FlinkLeader", "/idle /one")]
    [InlineData("Get-FlinkCluster -FlinkRoot / flink/one | Get-FlinkLeader", "/flink/one")]
    [InlineData("Get-FlinkLeader one | Get-FlinkLeader -Component dispatcher", "/one")]
    public void Clusters_are_picked_by_id_and_from_the_pipeline(string script, string ids) => Assert.Equal(ids, _session.One<string>($"\"$(({script}).ClusterId)\""));

    [Theory]
    [InlineData("Get-FlinkCluster one -Session $first | Get-FlinkLeader")]
    [InlineData("Get-FlinkLeader one -Session $first | Get-FlinkLeader")]
    [InlineData("Get-FlinkLeader one -Session $first | Get-FlinkCluster")]
    public void A_piped_object_finds_its_session(string script) =>
        Assert.Equal("/one", _session.One<string>($"$first = Get-ZkSession; $null = Connect-Zk -Embedded; ({script}).ClusterId"));

    [Fact]
    public void What_cannot_be_read_says_why() => Assert.Equal("Unknown True",
        _session.One<string>("$null = Set-ZkAcl /flink/one/leader/rest_server/connection_info digest:nobody:aGFzaA==:cdrwa; $l = Get-FlinkLeader one; \"$($l.State) $($l.Problem.Length -gt 0)\""));

    [Fact]
    public async Task It_waits_until_somebody_leads_also_in_a_cluster_that_there_is_not_yet()
    {
        _session.Run("Remove-ZkNode /flink/one -Recurse");
        using var waiting = new ModuleSession();
        using var shell = waiting.Shell("\"$((Get-FlinkLeader one -Wait -Session $args[0] -Timeout 1m).Address)\"", _session.One("Get-ZkSession"));
        var running = shell.BeginInvoke();
        await WatchedAsync();
        Assert.False(running.IsCompleted);
        _session.Run("$null = Publish jm-2");
        Assert.Equal("http://jm-2:8081", Assert.Single(await Task.Factory.FromAsync(running, shell.EndInvoke)).ToString());
        await UnwatchedAsync();
    }

    [Fact]
    public async Task It_follows_each_change_until_the_pipeline_has_enough()
    {
        using var watching = new ModuleSession();
        using var shell = watching.Shell("Get-FlinkLeader one -Watch -Session $args[0] | Select-Object -First 3 | ForEach-Object { \"$($_.State) $($_.Address)\" }", _session.One("Get-ZkSession"));
        using var input = new PSDataCollection<PSObject>();
        input.Complete();
        using var told = new PSDataCollection<PSObject>();
        var running = shell.BeginInvoke(input, told);
        await Wait.UntilAsync(() => told.Count == 1, "The leader was not told.");
        _session.Run("Remove-ZkNode /flink/one/leader/rest_server/connection_info");
        await Wait.UntilAsync(() => told.Count == 2, "That it went was not told.");
        _session.Run("$null = Publish jm-2");
        await Task.Factory.FromAsync(running, shell.EndInvoke);
        Assert.Equal(["Led http://jm-1:8081", "Electing ", "Led http://jm-2:8081"], told.Select(line => line.ToString()));
        await UnwatchedAsync();
    }

    [Fact]
    public void Following_ends_after_its_timeout() => Assert.Equal("Led", _session.One<string>("\"$((Get-FlinkLeader one -Watch -Timeout 300ms).State)\""));

    [Theory]
    [InlineData("Get-FlinkLeader idle -Wait -Timeout 100ms", "LeaderWaitTimeout", ErrorCategory.OperationTimeout, "idle")]
    [InlineData("Get-FlinkLeader i* -Wait", "InvalidArgument", ErrorCategory.InvalidArgument, null)]
    [InlineData("Get-FlinkLeader -Watch", "InvalidArgument", ErrorCategory.InvalidArgument, null)]
    [InlineData("Get-FlinkLeader idle, one -Watch", "InvalidArgument", ErrorCategory.InvalidArgument, null)]
    [InlineData("Get-FlinkLeader nosuch", "ClusterNotFound", ErrorCategory.ObjectNotFound, "nosuch")]
    [InlineData("Get-FlinkLeader -FlinkRoot /elsewhere", "ClusterNotFound", ErrorCategory.ObjectNotFound, "*")]
    public void Errors_say_what_to_do(string script, string id, ErrorCategory category, string? target)
    {
        var error = _session.Error(script);
        Assert.StartsWith(id + ",", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Equal((category, target), (error.CategoryInfo.Category, error.TargetObject));
        Assert.NotEmpty(error.ErrorDetails.RecommendedAction);
    }

    [Theory]
    [InlineData("Get-FlinkLeader one")]
    [InlineData("Get-FlinkCluster one")]
    public void Without_a_connection_it_gives_up_soon(string script)
    {
        using var session = new ModuleSession();
        session.Run("$server = Start-ZkServer; $null = Connect-Zk $server.ConnectionString -SessionTimeout 40s; Stop-ZkServer $server");
        var error = session.Error($"{script} -Timeout 300ms");
        Assert.StartsWith("ClusterReadTimeout,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Contains("300ms", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Tab_offers_components() => Assert.Equal(["dispatcher"], _session.Complete("Get-FlinkLeader one -Component d"));

    private Task WatchedAsync() => Wait.UntilAsync(() => _session.One<int>("(Get-ZkServer).Watches") > 0, "Nothing is watched.");

    private Task UnwatchedAsync() => Wait.UntilAsync(() => _session.One<int>("(Get-ZkServer).Watches") == 0, "A watch is left.");
}
