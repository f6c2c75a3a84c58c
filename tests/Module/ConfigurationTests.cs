using System.Management.Automation;

namespace FlinkZk.Module.Tests;

/// <summary>Configuration at the prompt: one call is one revision, with history.</summary>
public sealed class ConfigurationTests : IDisposable
{
    private readonly ModuleSession _session = ModuleSession.Embedded();

    public void Dispose() => _session.Dispose();

    [Fact]
    public void Changes_of_a_revision_can_be_counted_off() =>
        Assert.Equal("b|1", _session.One<string>("$null = Set-ZkConfig @{ b = 1 }; $c = @(Get-ZkConfigHistory)[0].Changes[0]; \"$($c.Key)|$($c.To)\""));

    [Fact]
    public void Values_keep_their_types()
    {
        _session.Run("""
            Set-ZkConfig -Job j ([ordered]@{ text = 'a'; number = 42; ratio = 1.5; flag = $true; nothing = $null; list = 1, 2
                after = [timespan]'00:00:05'; typed = [FlinkZk.Duration]'1m'; map = @{ x = 'y' }; object = [pscustomobject]@{ n = 1 } })
            """);
        Assert.Equal("a|42|1.5|True||1 2|5s|1m|y|1", _session.One<string>("""
            $c = @{}; Get-ZkConfig -Job j | ForEach-Object { $c[$_.Key] = $_.Value }
            "$($c.text)|$($c.number)|$($c.ratio)|$($c.flag)|$($c.nothing)|$($c.list)|$($c.after)|$($c.typed)|$($c.map.x)|$($c.object.n)"
            """));
        Assert.Equal(typeof(long), _session.One("(Get-ZkConfig number -Job j).Value").BaseObject.GetType());
    }

    [Fact]
    public void A_jobs_own_value_wins_over_the_default_and_its_removal_shows_the_default_again()
    {
        _session.Run("Set-ZkConfig @{ retries = 3 }; Set-ZkConfig -Job j -Key retries -Value 5");
        Assert.Equal(5L, _session.One<long>("(Get-ZkConfig retries -Job j).Value"));
        _session.Run("Get-ZkConfig retries -Job j | Remove-ZkConfig");
        Assert.Equal(3L, _session.One<long>("(Get-ZkConfig retries -Job j).Value"));
    }

    [Fact]
    public void One_call_is_one_revision_with_its_reason()
    {
        _session.Run("Set-ZkConfig -Job j @{ a = 1; b = 2 } -Reason first; Get-ZkConfig -Job j | Remove-ZkConfig -Reason second");
        Assert.Equal(["2 second 2", "1 first 2"], _session.All<string>("Get-ZkConfigHistory | ForEach-Object { \"$($_.Revision) $($_.Reason) $($_.Changes.Count)\" }"));
        Assert.Equal([2L], _session.All<long>("(Get-ZkConfigHistory -Newest 1).Revision"));
        Assert.Equal("first", _session.One<string>("(Get-ZkConfigHistory 1).Reason"));
    }

    [Fact]
    public void A_change_needs_the_expected_revision()
    {
        _session.Run("Set-ZkConfig @{ a = 1 }");
        var error = _session.Error("Set-ZkConfig @{ a = 2 } -ExpectedRevision 0");
        Assert.StartsWith("ConfigurationConflict,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Equal(1L, _session.One<long>("(Get-ZkConfig a).Value"));
        Assert.Equal(2L, _session.One<long>("(Set-ZkConfig @{ a = 2 } -ExpectedRevision 1 -PassThru).Revision"));
    }

    [Fact]
    public void A_key_that_does_not_exist_is_an_error_about_that_key()
    {
        _session.Run("Set-ZkConfig @{ a = 1 }");
        var (output, errors) = _session.RunWithErrors("Get-ZkConfig nope, a");
        Assert.Single(output);
        Assert.Equal("nope", Assert.Single(errors).TargetObject);
        Assert.Equal(ErrorCategory.ObjectNotFound, errors[0].CategoryInfo.Category);
        Assert.StartsWith("KeyNotFound,", _session.Error("Remove-ZkConfig nope").FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Empty(_session.Run("Get-ZkConfig no*"));
    }

    [Fact]
    public void Secrets_are_refused_without_Secret_and_masked_with_it()
    {
        var secret = new System.Net.NetworkCredential("", "s3cret").SecurePassword;
        Assert.StartsWith("SecretRefused,", _session.Error("Set-ZkConfig -Key k -Value $args[0]", secret).FullyQualifiedErrorId, StringComparison.Ordinal);
        _session.Run("Set-ZkConfig -Key k -Value $args[0] -Secret", secret);
        Assert.Equal("***", _session.One<string>("[FlinkZk.ViewText]::Value((Get-ZkConfig k))"));
        Assert.Equal("s3cret", _session.One<string>("(Get-ZkConfig k).Value"));
        Assert.Equal("Job Key Display Revision Modified", _session.One<string>("\"$((Get-ZkConfig k).PSStandardMembers.DefaultDisplayPropertySet.ReferencedPropertyNames)\""));
        Assert.DoesNotContain("s3cret", _session.One<string>("(Get-ZkConfigHistory | ForEach-Object { \"$($_.Changes)\" }) -join ''"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Set-ZkConfig @{ a = 2; b = 3 } -WhatIf")]
    [InlineData("Remove-ZkConfig a -WhatIf")]
    public void WhatIf_makes_no_revision(string command)
    {
        _session.Run("Set-ZkConfig @{ a = 1 }");
        _session.Run(command);
        Assert.Equal("1", _session.One<string>("(Get-ZkConfigHistory | ForEach-Object Revision) -join ','"));
    }

    [Fact]
    public void A_name_that_cannot_be_a_job_or_a_key_says_why()
    {
        Assert.Contains("'/'", _session.Error("Set-ZkConfig -Job a/b @{ x = 1 }").ToString(), StringComparison.Ordinal);
        Assert.Contains("folders", _session.Error("Get-ZkConfig -Job ..").ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Jobs_and_keys_complete()
    {
        _session.Run("Set-ZkConfig -Job orders @{ threshold = 1; window = '5m' }; $null = Lock-FlinkJob other");
        Assert.Equal(["orders", "other"], _session.Complete("Get-ZkConfig -Job o"));
        Assert.Equal(["threshold"], _session.Complete("Get-ZkConfig -Job orders -Key t"));
    }
}
