namespace FlinkZk.Module.Tests;

/// <summary>A configured secret is where somebody asks for it by name, and nowhere else.</summary>
public sealed class SecretTests : IDisposable
{
    private readonly ModuleSession _session = ModuleSession.Embedded();
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("flinkzk-secrets-");

    public SecretTests() => _session.Run("Set-ZkConfig j token s3cret -Secret; Set-ZkConfig j @{ nested = @{ password = 's3cret' } } -Secret; Set-ZkConfig j n 1");

    public void Dispose()
    {
        _session.Dispose();
        _folder.Delete(recursive: true);
    }

    [Theory]
    [InlineData("Get-ZkConfig j | Format-Table")]
    [InlineData("Get-ZkConfig j | Format-List")]
    [InlineData("Get-ZkConfig j | Format-List *")]
    [InlineData("Get-ZkConfig j | Format-Wide")]
    [InlineData("Get-ZkConfig j | Format-Custom")]
    [InlineData("Get-ZkConfig j | Out-String")]
    [InlineData("Get-ZkConfig j | ConvertTo-Json -Depth 5")]
    [InlineData("Get-ZkConfig j | ConvertTo-Csv")]
    [InlineData("Get-ZkConfig j | ConvertTo-Html")]
    [InlineData("[System.Management.Automation.PSSerializer]::Serialize((Get-ZkConfig j), 5)")]
    [InlineData("Get-ZkConfig j | Export-Clixml $file; Get-Content $file")]
    [InlineData("Get-ZkConfig j | Export-Csv $file; Get-Content $file")]
    [InlineData("Get-ZkConfig j | Tee-Object $file; Get-Content $file")]
    [InlineData("Get-ZkConfig j | Group-Object Key | Out-String")]
    [InlineData("Get-ZkConfig j | ForEach-Object { \"$_\" }")]
    [InlineData("Get-ZkConfigHistory | ConvertTo-Json -Depth 5")]
    [InlineData("Get-ZkConfigHistory | Export-Clixml $file; Get-Content $file")]
    [InlineData("Set-ZkConfig j token \"$($s)2\" -Secret -PassThru -Verbose 4>&1 | Out-String")]
    [InlineData("Set-ZkConfig j token \"$($s)2\" -Secret -WhatIf *>&1 | Out-String")]
    [InlineData("Set-ZkConfig j token $s -Secret -Type Number 2>&1 | Out-String; Get-Error | Out-String")]
    [InlineData("Set-ZkConfig j @{ psobject = $s } -Secret 2>&1 | Out-String; Get-Error | Out-String")]
    [InlineData("Set-ZkConfig j token $s -Secret -ExpectedRevision 1 2>&1 | Out-String; Get-Error | Out-String")]
    [InlineData("Get-ZkChildNode /flinkzk -Recurse | Format-Table; Get-ZkNode /flinkzk/default/config/jobs/j/token | Format-List")]
    [InlineData("Watch-ZkNode /flinkzk/default/config/jobs/j/token | Select-Object -First 1 | Out-String")]
    [InlineData("$null = New-ZkNode /a; Compare-ZkNode /a /flinkzk | Out-String")]
    [InlineData("Start-Transcript $file; Get-ZkConfig j; Stop-Transcript; Get-Content $file")]
    public void It_is_shown_nowhere(string script) => Assert.DoesNotContain("s3cret", string.Join('\n', _session.All<string>(
        $"$file, $s = $args; & {{ {script} }} | Out-String", Path.Combine(_folder.FullName, "out"), "s3cret")), StringComparison.Ordinal);

    [Theory]
    [InlineData("Connect-Zk user:s3cret@127.0.0.1:2181")]
    [InlineData("Connect-Zk user:s3/cret@127.0.0.1:2181")]
    [InlineData("Connect-Zk 'zk1:2181,user:s3cret@127.0.0.1:2181/app'")]
    [InlineData("Test-ZkServer user:s3cret@127.0.0.1:2181")]
    [InlineData("New-PSDrive x ZooKeeper user:s3cret@127.0.0.1:2181")]
    public void An_identity_in_front_of_a_server_is_refused_and_not_repeated(string command)
    {
        var error = _session.Error(command);
        Assert.StartsWith("InvalidConnectionString,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Contains("identity", error.Exception.Message, StringComparison.Ordinal);
        Assert.DoesNotMatch("s3|cret", $"{error} {error.Exception} {error.TargetObject} {error.CategoryInfo} {error.ErrorDetails}");
    }

    [Fact]
    public void By_name_it_is_there_and_Set_ZkConfig_hears_it()
    {
        Assert.Equal("s3cret", _session.One<string>("(Get-ZkConfig j token).Value"));
        _session.Run("Get-ZkConfig j | Set-ZkConfig -Job copy");
        Assert.Equal("Object|s3cret", _session.One<string>("Get-ZkConfig copy nested | ForEach-Object { \"$($_.Type)|$(($_.Value | ConvertFrom-Json).password)\" }"));
        Assert.Equal("s3cret|True", _session.One<string>("Get-ZkConfig copy token | ForEach-Object { \"$($_.Value)|$($_.IsSecret)\" }"));
    }

    [Fact]
    public void What_comes_back_from_a_file_says_that_it_is_a_secret_and_is_none()
    {
        var seen = _session.One<string>("Get-ZkConfig j token | Export-Clixml $args[0]; Import-Clixml $args[0] | ForEach-Object { \"$($_.Key)|$($_.Value)|$($_.IsSecret)\" }", Path.Combine(_folder.FullName, "out"));
        Assert.Equal("token|***|True", seen);
        Assert.StartsWith("SecretMasked,", _session.Error("Import-Clixml $args[0] | Select-Object Key, Value, IsSecret | Set-ZkConfig -Job copy", Path.Combine(_folder.FullName, "out")).FullyQualifiedErrorId, StringComparison.Ordinal);
    }
}
