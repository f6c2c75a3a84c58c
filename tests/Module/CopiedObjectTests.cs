namespace FlinkZk.Module.Tests;

/// <summary>What comes out of a job, a remote session or a file is a copy of an object's properties; it looks as the object did.</summary>
[Collection(Rendering.OfTheProcess)]
public sealed class CopiedObjectTests
{
    private const string Copy = """
        param($sample, $copied)
        $PSStyle.OutputRendering = 'PlainText'
        $items = @(& ([scriptblock]::Create($sample)) 6>$null)
        $seen = $items | Out-String -Width 120
        $list = $items | Format-List | Out-String -Width 120
        $copies = [System.Management.Automation.PSSerializer]::Deserialize([System.Management.Automation.PSSerializer]::Serialize($items, 2))
        $seen
        $copies | Out-String -Width 120
        $list
        $copies | Format-List | Out-String -Width 120
        """;

    // A table of windows, or of SQL, has columns that are known only where they are made: a copy is a line.
    public static TheoryData<string> Types => [.. SnapshotTests.Types.Select(row => row.Data).Except(["FlinkZk.FlinkWindowResult", "FlinkZk.FlinkSqlRow"])];

    [Theory]
    [MemberData(nameof(Types))]
    public void A_copy_looks_as_the_object_did(string type)
    {
        using var session = ModuleSession.Embedded();
        var seen = session.All<string>(Copy, File.ReadAllText(Repository.File("tests", "Module", "Snapshots", type + ".ps1")));
        Assert.Equal(seen[0], seen[1]);
        Assert.Equal(seen[2], seen[3]);
    }

    [Fact]
    public void A_copy_of_a_windows_result_is_a_line()
    {
        using var session = ModuleSession.Embedded();
        var seen = session.All<string>(Copy, File.ReadAllText(Repository.File("tests", "Module", "Snapshots", "FlinkZk.FlinkWindowResult.ps1")))[1];
        Assert.Contains("2001-01-01 00:00:00 to 2001-01-01 00:01:00 x: Sum = 2", seen, StringComparison.Ordinal);
        Assert.DoesNotContain("Shown", seen, StringComparison.Ordinal);
    }

    [Fact]
    public void A_copy_of_a_row_of_SQL_is_a_line()
    {
        using var session = ModuleSession.Embedded();
        var seen = session.All<string>(Copy, File.ReadAllText(Repository.File("tests", "Module", "Snapshots", "FlinkZk.FlinkSqlRow.ps1")))[1];
        Assert.Contains("region = north, orders = 1, revenue = 10.50, last = 2026-01-01T12:00:00", seen, StringComparison.Ordinal);
        Assert.DoesNotContain("Shown", seen, StringComparison.Ordinal);
    }

    [Fact]
    public void What_a_job_gives_back_is_a_table()
    {
        var script = Path.Combine(Path.GetTempPath(), $"flinkzk-job-{Guid.NewGuid():n}.ps1");
        File.WriteAllText(script, $$"""
            Import-Module '{{Repository.Manifest}}'
            $server = Start-ZkServer
            $null = $server | Connect-Zk; $null = New-ZkNode /app one
            Start-Job { Import-Module $args[0]; $null = Connect-Zk $args[1]; Get-ZkNode /app } -ArgumentList '{{Repository.Manifest}}', $server.ConnectionString | Receive-Job -Wait -AutoRemoveJob | Out-String -Width 80
            """);
        try
        {
            var (exit, output, error) = Pwsh.File(script);
            Assert.True(exit == 0 && error.Length == 0, error);
            Assert.Matches(@"Version +\S+ +\S+ +Path +Text", output);
            Assert.Matches("0 +0 +Persistent +/app +one", output);
            Assert.DoesNotContain("Shown", output, StringComparison.Ordinal);
        }
        finally
        {
            File.Delete(script);
        }
    }
}
