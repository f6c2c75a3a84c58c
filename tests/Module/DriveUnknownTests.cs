namespace FlinkZk.Module.Tests;

/// <summary>A drive whose session is over, or whose server says nothing: whatever is asked, there is one error, the true one, and never that there is no such path.</summary>
public sealed class DriveUnknownTests(DriveUnknownTests.DeadDrive dead) : IClassFixture<DriveUnknownTests.DeadDrive>
{
    [Theory]
    [InlineData("Get-Item d:/a")]
    [InlineData("Get-Item d:/a*")]
    [InlineData("Get-ChildItem d:/")]
    [InlineData("Get-ChildItem d:/a*")]
    [InlineData("Get-ChildItem d:/ -Recurse")]
    [InlineData("Get-ChildItem d:/ -Name")]
    [InlineData("Get-ChildItem d:/ -Include x")]
    [InlineData("Get-Content d:/a")]
    [InlineData("Set-Content d:/a x")]
    [InlineData("Add-Content d:/a x")]
    [InlineData("Clear-Content d:/a")]
    [InlineData("Set-Item d:/a x")]
    [InlineData("Clear-Item d:/a")]
    [InlineData("New-Item d:/b")]
    [InlineData("New-Item d:/b/c -Force")]
    [InlineData("Remove-Item d:/a")]
    [InlineData("Remove-Item d:/a -Recurse")]
    [InlineData("Remove-Item d:/a* -Recurse")]
    [InlineData("Rename-Item d:/a b")]
    [InlineData("Copy-Item d:/a d:/b")]
    [InlineData("Move-Item d:/a d:/b")]
    [InlineData("Resolve-Path d:/a*")]
    [InlineData("Set-Location d:/a")]
    public void A_session_that_is_over_is_one_error_and_the_true_one(string command)
    {
        var error = dead.Session.Error(command);
        Assert.StartsWith("SessionExpired,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Contains("Remove-PSDrive d, and New-PSDrive again", error.ErrorDetails.RecommendedAction, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Test-Path d:/a")]
    [InlineData("Test-Path d:/a*")]
    [InlineData("Test-Path d:/a -PathType Container")]
    [InlineData("Test-Path d:/a -PathType Leaf")]
    public void Test_Path_says_that_it_does_not_know(string command)
    {
        var (output, errors) = dead.Session.RunWithErrors(command);
        Assert.Equal(false, Assert.Single(output).BaseObject);
        Assert.StartsWith("SessionExpired,", Assert.Single(errors).FullyQualifiedErrorId, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_beside_it_in_a_command_is_done()
    {
        var (output, errors) = dead.Session.RunWithErrors("Get-ChildItem d:/, zk:/ -Name; Get-Item d:/a, zk:/here -ErrorAction SilentlyContinue | ForEach-Object Name");
        Assert.Equal(["here", "zookeeper", "here"], output.Select(item => item.ToString()));
        Assert.Single(errors);
    }

    [Theory]
    [InlineData("Get-Item x:/here")]
    [InlineData("Remove-Item x:/here -Recurse")]
    public void A_server_that_says_nothing_is_waited_for_once(string command)
    {
        using var proxy = new StallingProxy(int.Parse(dead.Session.One<string>("(Get-ZkSession).ConnectionString").Split(':')[1], System.Globalization.CultureInfo.InvariantCulture));
        dead.Session.Run("$null = New-PSDrive x ZooKeeper $args[0] -SessionTimeout 40s -Scope Global", proxy.Address);
        proxy.Stall();
        var clock = System.Diagnostics.Stopwatch.StartNew();
        var error = dead.Session.Error(command);
        Assert.StartsWith("OperationTimeout,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Contains("Remove-PSDrive x", error.ErrorDetails.RecommendedAction, StringComparison.Ordinal);
        // Twice the deadline would be twenty seconds.
        Assert.InRange(clock.Elapsed.TotalSeconds, 0, 18);
        dead.Session.Run("Remove-PSDrive x -Scope Global");
    }

    /// <summary>A runspace with a living default session, and a drive d: whose session is over.</summary>
    public sealed class DeadDrive : IDisposable
    {
        public DeadDrive() => Session.Run("""
            $null = Connect-Zk -Embedded
            $null = New-Item zk:/here
            $server = Start-ZkServer
            $null = New-PSDrive d ZooKeeper $server.ConnectionString -SessionTimeout 2s -Scope Global
            Stop-ZkServer $server
            $until = [datetime]::UtcNow.AddSeconds(60)
            while ((Get-PSDrive d).Session.State -ne 'Expired') {
                if ([datetime]::UtcNow -gt $until) { throw "The session is still $((Get-PSDrive d).Session.State)." }
                Start-Sleep -Milliseconds 50
            }
            """);

        internal ModuleSession Session { get; } = new();

        public void Dispose() => Session.Dispose();
    }
}
