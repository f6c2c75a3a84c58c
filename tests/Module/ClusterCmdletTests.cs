using System.Management.Automation;

namespace FlinkZk.Module.Tests;

/// <summary>Flink's clusters at the prompt, of nodes as Flink writes them.</summary>
public sealed class ClusterCmdletTests : IDisposable
{
    private const string Setup = """
        Get-FlinkCluster -ErrorAction Ignore
        $grant = [guid]'0f8fad5b-d9cb-469f-a165-70867728950e'
        $codec = [FlinkZk.Clusters.Model.LeaderInformation].Assembly.GetType('FlinkZk.Clusters.Ha.LeaderInformationCodec').GetMethod('Write')
        $published = $codec.Invoke($null, @([FlinkZk.Clusters.Model.LeaderInformation]::new('http://jm-1:8081', $grant)))
        $latch = '/flink/led/leader/latch/_c_0f8fad5b-d9cb-469f-a165-70867728950e-latch-'
        $null = '/flink/led/leader/rest_server', '/flink/led/leader/latch', '/flink/led/jobgraphs/a', '/flink/led/execution-plans/b', '/flink/Nobody/leader', '/flink/deep/x/leader', '/flink/none' | New-ZkNode -Parents
        $null = New-ZkNode /flink/led/leader/rest_server/connection_info $published -Ephemeral
        $null = New-ZkNode "${latch}0000000000" -Ephemeral
        $mine = Get-ZkSession
        $other = Connect-Zk $mine.ConnectionString
        $null = New-ZkNode "${latch}0000000001" -Ephemeral -Session $other
        """;

    private readonly ModuleSession _session = ModuleSession.Embedded();

    public ClusterCmdletTests() => _session.Run(Setup);

    public void Dispose() => _session.Dispose();

    [Fact]
    public void A_cluster_says_who_leads_who_stands_by_and_how_many_jobs_are_to_run() => Assert.Equal(
        "/led /flink/led Led http://jm-1:8081 True 1 2",
        _session.One<string>("$c = Get-FlinkCluster led; \"$($c.ClusterId) $($c.Path) $($c.State) $($c.Leader) $($c.SessionId -eq $grant) $($c.Standbys) $($c.Jobs)\""));

    [Theory]
    [InlineData("Get-FlinkCluster", "/Nobody /deep/x /led")]
    [InlineData("Get-FlinkCluster l*", "/led")]
    [InlineData("Get-FlinkCluster /d*, n*", "/deep/x")]
    [InlineData("Get-FlinkCluster /led, deep/x", "/led /deep/x")]
    [InlineData("'led', 'N*' | Get-FlinkCluster", "/led /Nobody")]
    [InlineData("Get-FlinkCluster | Get-FlinkCluster", "/Nobody /deep/x /led")]
    [InlineData("Get-FlinkCluster nosuch*", "")]
    [InlineData("Get-FlinkCluster x -FlinkRoot flink/deep/", "/x")]
    [InlineData("Get-FlinkCluster led -Session $mine", "/led")]
    public void Clusters_are_picked_by_id(string script, string ids) => Assert.Equal(ids, _session.One<string>($"\"$(({script}).ClusterId)\""));

    [Fact]
    public void Nobody_who_published_is_an_election()
    {
        Assert.Equal("Electing|", _session.One<string>("$c = Get-FlinkCluster Nobody; \"$($c.State)|$($c.Leader)$($c.Problems)\""));
        Assert.Equal("Electing", _session.One("Remove-ZkNode /flink/led/leader/rest_server/connection_info; (Get-FlinkCluster led).State").ToString());
    }

    [Fact]
    public void A_cluster_whose_processes_are_gone_is_found_by_what_it_keeps() =>
        Assert.Equal("Electing 2", _session.One<string>("Remove-ZkNode /flink/led/leader -Recurse; $c = Get-FlinkCluster led; \"$($c.State) $($c.Jobs)\""));

    [Theory]
    [InlineData("Set-ZkNode /flink/led/leader/rest_server/connection_info nonsense", "/flink/led/leader/rest_server/connection_info")]
    [InlineData("Set-ZkAcl /flink/led/leader/rest_server/connection_info digest:nobody:aGFzaA==:cdrwa", "/flink/led/leader/rest_server/connection_info")]
    [InlineData("Set-ZkAcl /flink/led/leader digest:nobody:aGFzaA==:cdrwa", "/flink/led/leader")]
    public void What_cannot_be_read_is_unknown_and_names_its_node(string script, string node)
    {
        Assert.Equal("Unknown", _session.One($"$null = {script}; $c = Get-FlinkCluster led; $c.State", node).ToString());
        Assert.Contains(_session.All<string>("$c.Problems"), line => line.StartsWith($"'{node}': ", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("Get-FlinkCluster nosuch", "'/nosuch'", "Get-FlinkCluster")]
    [InlineData("Get-FlinkCluster Led", "'/Led'", "-FlinkRoot")]
    [InlineData("Get-FlinkCluster none", "'/none'", "-FlinkRoot")]
    [InlineData("Get-FlinkCluster -FlinkRoot /elsewhere", "'/elsewhere'", "-FlinkRoot")]
    [InlineData("Get-FlinkCluster led -FlinkRoot /elsewhere", "'/elsewhere'", "-FlinkRoot")]
    public void What_is_not_there_is_an_error_with_advice(string script, string named, string advice)
    {
        var error = _session.Error(script);
        Assert.StartsWith("ClusterNotFound,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Equal(ErrorCategory.ObjectNotFound, error.CategoryInfo.Category);
        Assert.Contains(named, error.ToString(), StringComparison.Ordinal);
        Assert.Contains(advice, error.ErrorDetails.RecommendedAction, StringComparison.Ordinal);
    }

    [Fact]
    public void One_that_is_not_there_hides_no_other()
    {
        var (output, errors) = _session.RunWithErrors("Get-FlinkCluster nosuch, led");
        Assert.Equal("/led: led by http://jm-1:8081", Assert.Single(output).ToString());
        Assert.Equal("nosuch", Assert.Single(errors).TargetObject);
    }

    [Fact]
    public void Tab_offers_ids()
    {
        Assert.Equal(["/led"], _session.Complete("Get-FlinkCluster l"));
        Assert.Equal(["/x"], _session.Complete("Get-FlinkCluster -FlinkRoot /flink/deep -ClusterId /"));
    }
}
