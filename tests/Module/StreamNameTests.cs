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
