namespace FlinkZk.Module.Tests;

/// <summary>Test-FlinkHa at the prompt; what is found by which rule is tested in the room of clusters.</summary>
public sealed class HaCmdletTests : IDisposable
{
    private const string Setup = """
        $job = '9c1d3c1a1f0a4b9e8e1d2c3b4a5f6071'
        $null = '/flink/idle/leader', "/flink/one/execution-plans/$job/locks", "/flink/two/execution-plans/$job/locks", '/flink/one/leader', '/flink/two/leader' | New-ZkNode -Parents
        """;

    private readonly ModuleSession _session = ModuleSession.Embedded();

    public HaCmdletTests() => _session.Run(Setup);

    public void Dispose() => _session.Dispose();

    [Theory]
    [InlineData("Test-FlinkHa idle", "Information ClusterEmpty /flink/idle")]
    [InlineData("Test-FlinkHa one", "Error NoLeader /flink/one; Error PlanUnreadable /flink/one/execution-plans/9c1d3c1a1f0a4b9e8e1d2c3b4a5f6071")]
    [InlineData("Get-FlinkCluster idle | Test-FlinkHa", "Information ClusterEmpty /flink/idle")]
    [InlineData("Test-FlinkHa one | Where-Object Kind -eq NoLeader | Test-FlinkHa | Where-Object Kind -eq PlanUnreadable", "Error PlanUnreadable /flink/one/execution-plans/9c1d3c1a1f0a4b9e8e1d2c3b4a5f6071")]
    public void Findings_come_the_worst_first(string script, string findings) =>
        Assert.Equal(findings, string.Join("; ", _session.All<string>($"{script} | ForEach-Object {{ \"$($_.Severity) $($_.Kind) $($_.Path)\" }}")));

    [Fact]
    public void Several_clusters_are_judged_beside_each_other_too() =>
        Assert.Equal(["/one", "/two"], _session.All<string>("Test-FlinkHa | Where-Object Kind -eq JobInSeveralClusters | ForEach-Object ClusterId"));

    [Theory]
    [InlineData("Test-FlinkHa idle -Quiet", true)]
    [InlineData("Test-FlinkHa -Quiet", false)]
    [InlineData("Test-FlinkHa nosuch* -Quiet", false)]
    [InlineData("Test-FlinkHa nosuch, idle -Quiet -ErrorAction Ignore", false)]
    [InlineData("$null = Set-ZkAcl /flink/idle/leader digest:nobody:aGFzaA==:cdrwa; Test-FlinkHa idle -Quiet", false)]
    public void Quiet_gives_whether_all_is_well(string script, bool well) => Assert.Equal(well, _session.One<bool>(script));

    [Fact]
    public void Verbose_says_what_was_judged() => Assert.Contains("/one: 1 plans and 0 checkpoints judged", _session.One<string>("\"$(Test-FlinkHa one -Verbose 4>&1)\""), StringComparison.Ordinal);

    [Fact]
    public void One_that_is_not_there_hides_no_other()
    {
        var (output, errors) = _session.RunWithErrors("Test-FlinkHa nosuch, idle");
        Assert.Single(output);
        Assert.StartsWith("ClusterNotFound,", Assert.Single(errors).FullyQualifiedErrorId, StringComparison.Ordinal);
    }
}
