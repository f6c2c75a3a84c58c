namespace FlinkZk.Module.Tests;

/// <summary>A slip in a name of a stream is told once, with the names that there are, and lets no record pass.</summary>
public sealed class StreamNameTests : IDisposable
{
    private const string Rows = "$rows = 1..5 | ForEach-Object { [pscustomobject]@{ at = \"2001-01-0${_}\"; n = $_ } }";
    private readonly ModuleSession _session = ModuleSession.Embedded();
    private readonly string _file = Path.GetTempFileName();

    public StreamNameTests() => _session.Run(Rows);

    public void Dispose()
    {
        _session.Dispose();
        File.Delete(_file);
    }

    [Theory]
    [InlineData("-Time ta -Window 1d")]
    [InlineData("-Time at -Window 1d -Key ta")]
    [InlineData("-Time at -Window 1d -Aggregate 'Sum=sum ta'")]
    public void A_property_that_no_record_has_is_one_error_that_ends_the_stream(string parameters)
    {
        var (output, errors) = _session.RunWithErrors($"$rows | ConvertTo-Csv | ConvertFrom-Csv | Start-FlinkStream {parameters}");
        Assert.Empty(output);
        var error = Assert.Single(errors);
        Assert.Equal("MissingProperty,FlinkZk.Commands.StartFlinkStreamCommand", error.FullyQualifiedErrorId);
        Assert.Contains("'ta' in any of 5 records; there are: at, n.", error.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{ $_.nn -gt 2 }")]
    [InlineData("{ $limit = 2; $_.nn -gt $limit }")]
    [InlineData("{ 2 -lt $_.nn -and $_.NN -lt 9 }")]
    public void A_column_of_the_condition_that_no_record_had_is_one_warning(string condition)
    {
        Assert.Equal("-Where asks for 'nn', which no record had, so it was null; there are: at, n.", Warning($"$rows | Start-FlinkStream -Where {condition}"));
        _session.Run("$rows | Export-Csv $args[0]", _file);
        Assert.StartsWith("-Where asks for 'nn'", Warning($"Start-FlinkStream -LiteralPath '{_file}' -Format Csv -Where {condition}"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{ $_.n -gt 2 -or $_.Count -gt 1 -or $_.PSObject.TypeNames }")]
    [InlineData("{ $_.N.ToString() -or ($_.n | Where-Object { $_.Other }) }")]
    [InlineData("{ switch ($_.n) { 1 { $_.Other } default { $true } } }")]
    [InlineData("{ try { throw 'x' } catch { $_.Exception } }")]
    public void Names_that_are_there_or_of_something_else_are_no_slip(string condition) =>
        Assert.Null(Warning($"$rows | Start-FlinkStream -Where {condition}"));

    [Theory]
    [InlineData("{ $_.n -gt $confg.threshold }", "$confg")]
    [InlineData("{ $_.n -gt $limit -and $_.n -lt $Limit }", "$limit")]
    [InlineData("{ 1..3 | Where-Object { $_ -eq $limit } }", "$limit")]
    [InlineData("{ $rows | Where-Object n -eq $limit }", "$limit")]
    public void A_variable_that_nobody_has_set_is_one_warning(string condition, string name) =>
        Assert.Equal($"-Where asks for {name}, which nobody has set, so it is null. The configuration is $config, the record $_.", Warning($"$rows | Start-FlinkStream -Config @{{ threshold = 3 }} -Where {condition}"));

    [Theory]
    [InlineData("$limit = 2; $rows | Start-FlinkStream -Where { $_.n -gt $limit }")]
    [InlineData("$limit = $null; $rows | Start-FlinkStream -Where { $_.n -gt $limit }")]
    [InlineData("& { param($limit) $rows | Start-FlinkStream -Where { $_.n -gt $limit } } 2")]
    [InlineData("$rows | Start-FlinkStream -Where { $limit = 2; $_.n -gt $limit }")]
    [InlineData("$rows | Start-FlinkStream -Where { foreach ($i in 1..2) { $i }; $script:seen++; [int]$k, $l = 1, 2; $k -and $l }")]
    [InlineData("$rows | Start-FlinkStream -Where { $null = $_.at -match '(.)'; $Matches[0] -and $env:PATH -and $PID -and $true }")]
    [InlineData("$rows | Start-FlinkStream -Where { $null = Write-Output 1 -OutVariable kept; $kept }")]
    [InlineData("Set-Item function:f { param([scriptblock]$b) $rows | Start-FlinkStream -Where $b }; $limit = 1; f { $_.n -gt $limit }")]
    [InlineData("$null = New-Module -Name m { $script:limit = 1; function m { $args[0] | Start-FlinkStream -Where { $_.n -gt $limit } }; Export-ModuleMember m }; m $rows")]
    public void A_variable_that_is_set_somewhere_is_no_slip(string script) => Assert.Null(Warning(script));

    [Theory]
    [InlineData("psobject")]
    [InlineData("PSBase")]
    [InlineData("psAdapted")]
    [InlineData("PSEXTENDED")]
    [InlineData("pstypenames")]
    public void A_key_that_PowerShell_has_on_every_object_is_refused_and_one_that_is_there_hurts_no_stream(string key)
    {
        foreach (var script in new[] { $"Set-ZkConfig j @{{ {key} = 1 }}", $"Set-ZkConfig -Key {key} -Value 1", $"@{{ n = 1 }} | Start-FlinkStream -Config @{{ {key} = 1 }} -Where {{ $_.n -lt $config.x }}" })
        {
            var error = _session.Error(script);
            Assert.StartsWith("InvalidArgument,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
            Assert.Contains($"'{key}' cannot name a configuration key: PowerShell", error.ToString(), StringComparison.Ordinal);
        }
        _session.Run($"Set-ZkConfig j @{{ x = 3 }}; $null = New-ZkNode /flinkzk/default/config/jobs/j/{key} 1");
        Assert.Equal("1", _session.One("(1, 5 | ForEach-Object { @{ n = $_ } } | Start-FlinkStream -Job j -Where { $_.n -lt $config.x } 6>$null).n").ToString());
        _session.Run($"Remove-ZkConfig j {key}");
    }

    [Fact]
    public void A_column_that_some_record_had_is_no_slip() =>
        Assert.Null(Warning("@{ a = 1 }, @{ a = 1; b = 2 }, ([pscustomobject]@{ a = 1 } | Add-Member -PassThru ScriptProperty c { 3 }) | Start-FlinkStream -Where { $_.b -or $_.c }"));

    [Theory]
    [InlineData("{ $_.n -lt $config.treshold }")]
    [InlineData("{ $limit = $config.treshold; $_.n -lt $limit }")]
    public void A_key_that_the_configuration_lacks_ends_the_stream(string condition)
    {
        _session.Run("Set-ZkConfig j @{ threshold = 3; gap = '5s' }");
        foreach (var from in new[] { "-Job j", "-Config @{ threshold = 3; gap = '5s' }" })
        {
            var (output, errors) = _session.RunWithErrors($"$rows | Start-FlinkStream -Where {condition} {from}");
            Assert.Empty(output);
            var error = Assert.Single(errors);
            Assert.Equal("KeyNotFound,FlinkZk.Commands.StartFlinkStreamCommand", error.FullyQualifiedErrorId);
            Assert.Contains("$config.treshold", error.ToString(), StringComparison.Ordinal);
            Assert.Contains("there are: gap, threshold.", error.ToString(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_key_that_is_removed_while_the_stream_runs_ends_it_instead_of_letting_every_record_pass()
    {
        _session.Run("Set-ZkConfig j @{ limit = 3 }");
        var (output, errors) = _session.RunWithErrors("""
            1..9 | ForEach-Object { if ($_ -eq 6) { Start-Sleep -Milliseconds 60; [pscustomobject]@{ n = 0 }; Remove-ZkConfig j limit; Start-Sleep -Milliseconds 60 }; [pscustomobject]@{ n = $_ } } |
                Start-FlinkStream -Job j -Where { $_.n -gt $config.limit } | ForEach-Object n
            """);
        Assert.StartsWith("KeyNotFound,", Assert.Single(errors).FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.DoesNotContain(output, item => item.BaseObject is > 5);
    }

    [Fact]
    public void A_configuration_that_is_not_given_is_refused_before_a_record_is_read() =>
        Assert.StartsWith("InvalidPlan,", _session.Error("$config = @{ limit = 3 }; $rows | Start-FlinkStream -Where { $_.n -gt $config.limit }").FullyQualifiedErrorId, StringComparison.Ordinal);

    [Fact]
    public void A_job_without_a_configuration_of_its_own_is_warned_of()
    {
        _session.Run("Set-ZkConfig @{ limit = 3 }");
        Assert.StartsWith("The job 'nosuch' has no configuration of its own", Warning("$rows | Start-FlinkStream -Job nosuch -Where { $_.n -gt $config.limit }"), StringComparison.Ordinal);
        _session.Run("Set-ZkConfig j @{ other = 3 }");
        Assert.Null(Warning("$rows | Start-FlinkStream -Job j -Where { $_.n -gt $config.limit }"));
    }

    // The one warning, or null.
    private string? Warning(string script)
    {
        using var shell = _session.Shell(script);
        shell.Invoke();
        Assert.Empty(shell.Streams.Error);
        return shell.Streams.Warning.SingleOrDefault()?.Message;
    }
}
