using System.Management.Automation;

namespace FlinkZk.Module.Tests;

/// <summary>Configuration at the prompt: one call is one revision, with history.</summary>
public sealed class ConfigurationTests : IDisposable
{
    private readonly ModuleSession _session = ModuleSession.Embedded();

    public void Dispose() => _session.Dispose();

    [Theory]
    [InlineData("Set-ZkConfig flights @{}", "of job 'flights'")]
    [InlineData("Set-ZkConfig @{}", "There is nothing to set: the hashtable is empty")]
    public void Nothing_to_set_is_an_error_that_says_so(string script, string text)
    {
        var error = _session.Error(script);
        Assert.StartsWith("MissingValue,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Contains(text, error.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("@{ Job = 'p2' } | Get-ZkConfig")]
    [InlineData("Get-ZkConfig @{ Job = 'p2' }, @{ Job = 'p2' } | Select-Object -First 1")]
    [InlineData("[ordered]@{ Job = 'p2' } | Get-ZkConfigHistory")]
    public void A_hashtable_names_a_job_as_an_object_does(string command)
    {
        _session.Run("Set-ZkConfig p2 @{ a = 1 }");
        _session.One(command);
        Assert.Equal("p2", _session.One<string>("$null = Lock-FlinkJob p2; (@{ Job = 'p2' } | Get-FlinkJobLock).Job"));
        Assert.Contains("@{ Job = 'orders' }", _session.Error("@{ Name = 'p2' } | Get-ZkConfig").ToString(), StringComparison.Ordinal);
    }

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
        Assert.Equal(typeof(long), _session.One("(Get-ZkConfig j number).Value").BaseObject.GetType());
    }

    [Fact]
    public void A_jobs_own_value_wins_over_the_default_and_its_removal_shows_the_default_again()
    {
        _session.Run("Set-ZkConfig @{ retries = 3 }; Set-ZkConfig -Job j -Key retries -Value 5");
        Assert.Equal(5L, _session.One<long>("(Get-ZkConfig j retries).Value"));
        _session.Run("Get-ZkConfig j retries | Remove-ZkConfig");
        Assert.Equal(3L, _session.One<long>("(Get-ZkConfig j retries).Value"));
    }

    [Fact]
    public void One_call_is_one_revision_with_its_reason()
    {
        _session.Run("Set-ZkConfig -Job j @{ a = 1; b = 2 } -Reason first; Get-ZkConfig j | Remove-ZkConfig -Reason second");
        Assert.Equal(["2 second 2", "1 first 2"], _session.All<string>("Get-ZkConfigHistory | ForEach-Object { \"$($_.Revision) $($_.Reason) $($_.Changes.Count)\" }"));
        Assert.Equal([2L], _session.All<long>("(Get-ZkConfigHistory -Newest 1).Revision"));
        Assert.Equal("first", _session.One<string>("(Get-ZkConfigHistory -Revision 1).Reason"));
    }

    [Fact]
    public void A_change_needs_the_expected_revision()
    {
        _session.Run("Set-ZkConfig @{ a = 1 }");
        var error = _session.Error("Set-ZkConfig @{ a = 2 } -ExpectedRevision 0");
        Assert.StartsWith("ConfigurationConflict,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.EndsWith($"-ExpectedRevision {_session.One<long>("(Get-ZkConfig -Key a).Revision")}.", error.ErrorDetails.RecommendedAction, StringComparison.Ordinal);
        Assert.Equal(1L, _session.One<long>("(Get-ZkConfig -Key a).Value"));
        Assert.Equal(2L, _session.One<long>("(Set-ZkConfig @{ a = 2 } -ExpectedRevision 1 -PassThru).Revision"));
    }

    [Fact]
    public void A_key_that_does_not_exist_is_an_error_about_that_key()
    {
        _session.Run("Set-ZkConfig @{ a = 1 }");
        var (output, errors) = _session.RunWithErrors("Get-ZkConfig -Key nope, a");
        Assert.Single(output);
        Assert.Equal("nope", Assert.Single(errors).TargetObject);
        Assert.Equal(ErrorCategory.ObjectNotFound, errors[0].CategoryInfo.Category);
        Assert.StartsWith("KeyNotFound,", _session.Error("Remove-ZkConfig -Key nope").FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Empty(_session.Run("Get-ZkConfig -Key no*"));
    }

    [Fact]
    public void Secrets_are_refused_without_Secret_and_masked_with_it()
    {
        var secret = new System.Net.NetworkCredential("", "s3cret").SecurePassword;
        Assert.StartsWith("SecretRefused,", _session.Error("Set-ZkConfig -Key k -Value $args[0]", secret).FullyQualifiedErrorId, StringComparison.Ordinal);
        _session.Run("Set-ZkConfig -Key k -Value $args[0] -Secret", secret);
        Assert.Equal("***", _session.One<string>("(Get-ZkConfig -Key k | Select-Object * | ConvertTo-Csv | Select-Object -Last 1).Split(',')[2].Trim([char]34)"));
        Assert.Equal("s3cret", _session.One<string>("(Get-ZkConfig -Key k).Value"));
        Assert.DoesNotContain("s3cret", _session.One<string>("(Get-ZkConfigHistory | ForEach-Object { \"$($_.Changes)\" }) -join ''"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Set-ZkConfig @{ a = 2; b = 3 } -WhatIf")]
    [InlineData("Remove-ZkConfig -Key a -WhatIf")]
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

    [Theory]
    [InlineData("Get-ZkConfig", "a=1 b/x=2 b/y=3 c/x=4")]
    [InlineData("Get-ZkConfig -Default", "a=1")]
    [InlineData("Get-ZkConfig b", "b/a=1 b/x=2 b/y=3")]
    [InlineData("Get-ZkConfig [bc] x", "b/x=2 c/x=4")]
    [InlineData("Get-ZkConfig * y", "b/y=3")]
    [InlineData("Get-ZkConfig nosuch*", "")]
    [InlineData("Get-ZkConfig B*", "")]
    [InlineData("Get-ZkConfig -Key x", "b/x=2 c/x=4")]
    [InlineData("'b', 'c' | Get-ZkConfig -Key x", "b/x=2 c/x=4")]
    [InlineData("[pscustomobject]@{ Job = 'c' } | Get-ZkConfig", "c/a=1 c/x=4")]
    public void The_first_position_is_the_job_and_patterns_and_the_pipeline_name_several(string command, string values)
    {
        _session.Run("Set-ZkConfig @{ a = 1 }; Set-ZkConfig b ([ordered]@{ x = 2; y = 3 }); Set-ZkConfig c x 4");
        Assert.Equal(values, _session.One<string>($"({command} | ForEach-Object {{ \"$_\".Replace(' ', '') }}) -join ' '"));
    }

    [Fact]
    public void A_value_of_a_job_says_whether_it_is_a_default_and_is_removed_only_where_it_is_its_own()
    {
        _session.Run("Set-ZkConfig @{ a = 1 }; Set-ZkConfig j @{ b = 2; c = 3 }");
        Assert.Equal("a True b False c False", _session.One<string>("(Get-ZkConfig j | ForEach-Object { $_.Key; $_.IsDefault }) -join ' '"));
        var error = _session.Error("Get-ZkConfig j | Remove-ZkConfig");
        Assert.Equal("KeyNotFound", error.FullyQualifiedErrorId.Split(',')[0]);
        Assert.Contains("default", error.ToString(), StringComparison.Ordinal);
        Assert.Equal("a", _session.One<string>("(Get-ZkConfig j).Key"));
        Assert.Equal("a", _session.One<string>("(Get-ZkConfig -Default).Key"));
    }

    [Theory]
    [InlineData("Get-ZkConfig nosuch", "nosuch")]
    [InlineData("Get-ZkConfigHistory nosuch", "nosuch")]
    [InlineData("Remove-ZkConfig nosuch a", "nosuch")]
    [InlineData("Set-ZkConfig no* a 1", "no*")]
    public void An_unknown_job_is_an_error_about_it(string command, string target)
    {
        _session.Run("Set-ZkConfig known @{ a = 1 }");
        var error = _session.Error(command);
        Assert.StartsWith("JobNotFound,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Equal(target, error.TargetObject);
        Assert.Contains("Get-ZkConfig", error.ErrorDetails.RecommendedAction, StringComparison.Ordinal);
        Assert.Equal("known", _session.One<string>("(Get-ZkConfig).Job"));
    }

    [Fact]
    public void A_job_that_only_has_a_lock_is_known_and_one_without_values_any_more_has_its_history()
    {
        _session.Run("Set-ZkConfig @{ a = 1 }; $null = Lock-FlinkJob locked; Set-ZkConfig gone x 1; Remove-ZkConfig gone *");
        Assert.Equal("locked/a = 1", _session.One<string>("\"$(Get-ZkConfig locked)\""));
        Assert.Equal("3 2", _session.One<string>("\"$((Get-ZkConfigHistory gone).Revision)\""));
    }

    [Theory]
    [InlineData("Get-ZkConfig j '`[x`]'", "[x]")]
    [InlineData("Get-ZkConfig j '[x]'", "[x]")]
    [InlineData("Get-ZkConfig j '[xy]'", "x")]
    [InlineData("Get-ZkConfig j '[x]' | ForEach-Object { Get-ZkConfig $_.Job $_.Key }", "[x]")]
    public void A_key_that_is_there_as_it_is_written_is_no_pattern_and_a_backtick_takes_the_meaning_away(string command, string key)
    {
        _session.Run("Set-ZkConfig j ([ordered]@{ '[x]' = 1; x = 2 })");
        Assert.Equal(key, _session.One<string>($"({command}).Key"));
    }

    [Theory]
    [InlineData("Set-ZkConfig j @{ k = 1 }", "j/k = 1")]
    [InlineData("Set-ZkConfig -Job j @{ k = 1 }", "j/k = 1")]
    [InlineData("Set-ZkConfig j ([ordered]@{ k = 1 })", "j/k = 1")]
    [InlineData("Set-ZkConfig j k 1", "j/k = 1")]
    [InlineData("Set-ZkConfig -Job j -Key k -Value 1", "j/k = 1")]
    [InlineData("@{ k = 1 } | Set-ZkConfig j", "j/k = 1")]
    [InlineData("[ordered]@{ k = 1 } | Set-ZkConfig -Job j", "j/k = 1")]
    [InlineData("[pscustomobject]@{ Job = 'j'; Key = 'k'; Value = 1 } | Set-ZkConfig", "j/k = 1")]
    [InlineData("[pscustomobject]@{ Job = 'other'; Key = 'k'; Value = 1 } | Set-ZkConfig j", "j/k = 1")]
    [InlineData("7 | Add-Member -Force -PassThru -NotePropertyMembers @{ Job = 'j'; Key = 'k'; Value = 1 } | Set-ZkConfig", "j/k = 1")]
    [InlineData("Set-ZkConfig @{ k = 1 }", "k = 1")]
    [InlineData("@{ k = 1 } | Set-ZkConfig", "k = 1")]
    [InlineData("Set-ZkConfig -Key k -Value 1", "k = 1")]
    [InlineData("[pscustomobject]@{ Job = ''; Key = 'k'; Value = 1 } | Set-ZkConfig", "k = 1")]
    [InlineData("Set-ZkConfig j, i @{ k = 1 }", "i/k = 1 j/k = 1")]
    [InlineData("[pscustomobject]@{ Job = 'j' }, [pscustomobject]@{ Job = 'i' } | ForEach-Object { Set-ZkConfig $_.Job k 1 }", "i/k = 1 j/k = 1")]
    public void However_a_value_is_given_the_same_is_set(string command, string values)
    {
        foreach (var strict in new[] { "", "Set-StrictMode -Version Latest; " })
        {
            _session.Run(strict + command);
            Assert.Equal(values, _session.One<string>("\"$(Get-ZkConfig)\""));
        }
    }

    [Fact]
    public void What_comes_down_one_pipeline_is_one_revision_and_the_later_of_two_stands()
    {
        _session.Run("""
            'Job,Key,Value', ',retries,3', 'j,k,1', 'j,k,2' | ConvertFrom-Csv | Set-ZkConfig -Reason import
            """);
        Assert.Equal("1 import 2", _session.One<string>("Get-ZkConfigHistory | ForEach-Object { \"$($_.Revision) $($_.Reason) $($_.Changes.Count)\" }"));
        Assert.Equal("retries = \"3\" j/k = \"2\"", _session.One<string>("\"$(Get-ZkConfig)\""));
    }

    [Fact]
    public void Values_come_back_from_a_CSV_file_as_what_they_were()
    {
        _session.Run("Set-ZkConfig csv ([ordered]@{ a = '75'; b = 75; c = 7.25d; d = $true; e = 'true'; f = $null; g = ''; h = @(1, 'x'); i = @{ k = 1 }; j = [bigint]::Parse('123456789012345678901') })");
        var nodes = "(Get-ZkChildNode /flinkzk/default/config/jobs/csv | ForEach-Object { \"$($_.Name)=$($_.Text)\" }) -join ';'";
        var before = _session.One<string>(nodes);
        Assert.Equal(before, _session.One<string>($"""
            $rows = Get-ZkConfig csv | ConvertTo-Csv
            Remove-ZkConfig csv *
            $rows | ConvertFrom-Csv | Set-ZkConfig
            {nodes}
            """));
        Assert.StartsWith("a=\"75\";b=75;", before, StringComparison.Ordinal);
        Assert.Equal("csv/a = \"75\",csv/b = 75,csv/e = \"true\",csv/f = null,csv/g = \"\"", _session.One<string>("(Get-ZkConfig csv a, b, e, f, g) -join ','"));
    }

    [Theory]
    [InlineData("Set-ZkConfig t k 75 -Type String", "\"75\"")]
    [InlineData("Set-ZkConfig t k '75' -Type Number", "75")]
    [InlineData("Set-ZkConfig t k False -Type Boolean", "false")]
    [InlineData("Set-ZkConfig t k '[1,\"x\"]' -Type Array", "[1,\"x\"]")]
    [InlineData("Set-ZkConfig t k '' -Type Null", "null")]
    public void A_text_is_read_as_the_type_that_is_named(string command, string json) =>
        Assert.Equal(json, _session.One<string>($"{command}; (Get-ZkNode /flinkzk/default/config/jobs/t/k).Text"));

    [Theory]
    [InlineData("@{ Value = 'many'; Type = 'Number' }", "ValueTypeMismatch", "'many'")]
    [InlineData("@{ Value = '1,5'; Type = 'Number' }", "ValueTypeMismatch", "'1,5'")]
    [InlineData("@{ Value = ''; Type = 'Number' }", "ValueTypeMismatch", "an empty one")]
    [InlineData("@{ Value = 'x'; Type = 'Null' }", "ValueTypeMismatch", "'x'")]
    [InlineData("@{ Value = '[1]'; Type = 'Object' }", "ValueTypeMismatch", "'[1]'")]
    [InlineData("@{ Value = '***'; Type = 'String'; IsSecret = 'True' }", "SecretMasked", "***")]
    public void A_row_that_was_edited_into_something_else_is_that_rows_error(string row, string id, string named)
    {
        var error = _session.Error($"@{{ Job = 'e'; Key = 'k' }} + {row} | ForEach-Object {{ [pscustomobject]$_ }} | Set-ZkConfig -ErrorAction Continue");
        Assert.StartsWith(id + ",", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Contains(named, error.Exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_secret_stays_one_when_it_is_copied()
    {
        _session.Run("Set-ZkConfig j token s3cret -Secret; Set-ZkConfig j n 1; Get-ZkConfig j | Set-ZkConfig -Job copy");
        Assert.Equal("copy/n = 1 copy/token = ***", _session.One<string>("\"$(Get-ZkConfig copy)\""));
        Assert.True(_session.One<bool>("(Get-ZkConfig copy token).Value -eq 's3cret'"));
    }

    [Fact]
    public void A_value_remembers_the_session_it_came_by()
    {
        _session.Run("$other = Get-ZkSession; Set-ZkConfig j a 1; $null = Connect-Zk -Embedded; Get-ZkConfig j -Session $other | Remove-ZkConfig");
        Assert.Empty(_session.Run("Get-ZkConfig -Session $other"));
    }

    [Fact]
    public void Jobs_and_keys_complete()
    {
        _session.Run("Set-ZkConfig -Job orders @{ threshold = 1; window = '5m' }; $null = Lock-FlinkJob other");
        Assert.Equal(["orders", "other"], _session.Complete("Get-ZkConfig -Job o"));
        Assert.Equal(["threshold"], _session.Complete("Get-ZkConfig -Job orders -Key t"));
        Assert.Equal(["threshold"], _session.Complete("Get-ZkConfig orders t"));
    }

    [Theory]
    [InlineData("Set-ZkConfig c ([ordered]@{ 'a/b' = 1; z = 2 })")]
    [InlineData("Set-ZkConfig c ([ordered]@{ z = 2; 'a/b' = 1; y = 2 })")]
    [InlineData("[pscustomobject]@{ Job = 'c'; Key = 'a/b'; Value = 1 } | Set-ZkConfig")]
    public void An_error_is_that_of_the_key_that_is_wrong(string script) => Assert.Equal("a/b", _session.Error(script).TargetObject);

    [Fact]
    public void Zeros_behind_a_point_come_back_through_a_file_and_change_nothing()
    {
        _session.Run("Set-ZkConfig o @{ a = 1.10d; b = 0.50; c = 12345678901234567.89d } -Reason first");
        Assert.Equal(["1.10", "0.5", "12345678901234567.89"], _session.All<string>("Get-ZkConfig o | Sort-Object Key | ForEach-Object { [string] $_.Value }"));
        _session.Run("$f = [IO.Path]::GetTempFileName(); Get-ZkConfig o | Export-Csv $f; Import-Csv $f | Set-ZkConfig; Remove-Item $f");
        Assert.Equal("1.10", _session.One<string>("[string] (Get-ZkConfig o -Key a).Value"));
    }

    [Fact]
    public void A_hashtables_keys_are_kept_in_one_order() => Assert.Equal("alpha beta delta gamma",
        _session.One<string>("Set-ZkConfig o @{ gamma = 1; alpha = 1; delta = 1; beta = 1 }; (Get-ZkConfigHistory | Select-Object -First 1).Changes.Key -join ' '"));

    [Fact]
    public void What_has_no_JSON_form_is_named() =>
        Assert.Contains("NaN", _session.Error("Set-ZkConfig o a ([double]::NaN)").ToString(), StringComparison.Ordinal);
}
