using System.Management.Automation;

namespace FlinkZk.Module.Tests;

/// <summary>Streams at the prompt: input, windows, configuration, late records, errors.</summary>
public sealed class StreamTests : IDisposable
{
    private const string Rows = """
        $rows = '00:01', '00:07', '00:11', '00:03', '00:25' | ForEach-Object { [pscustomobject]@{ at = "2001-01-01T$($_):00"; n = 1 + $i++; who = 'a' } }
        """;

    private readonly ModuleSession _session = new();
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("flinkzk-streams-");

    public void Dispose()
    {
        _session.Dispose();
        _folder.Delete(recursive: true);
    }

    [Fact]
    public void Objects_of_the_pipeline_are_gathered_in_windows()
    {
        _session.Run(Rows);
        Assert.Equal(["00:00 2 3 1.5", "00:10 1 3 3", "00:20 1 5 5"], _session.All<string>("""
            $rows | Start-FlinkStream -Time at -Window 10m -WarningAction Ignore `
                -Aggregate ([ordered]@{ Count = 'count'; Sum = 'sum n'; Mean = 'avg n' }) |
                ForEach-Object { '{0:HH:mm} {1} {2} {3}' -f $_.Start, $_.Count, $_.Sum, $_.Mean }
            """));
    }

    [Fact]
    public void A_late_record_goes_where_it_is_wanted_and_nowhere_else()
    {
        _session.Run(Rows);
        var path = Path.Combine(_folder.FullName, "late.jsonl");
        _session.Run("$all = $rows | Start-FlinkStream -Time at -Window 10m -Key who -LateVariable late -LatePath $args[0]", path);
        Assert.Equal("2001-01-01T00:03:00 a record 4", _session.One<string>("\"$($late[0].Record.at) $($late[0].Key) $($late[0].Position)\""));
        Assert.Equal("""{"at":"2001-01-01T00:03:00","n":4,"who":"a"}""" + "\n", File.ReadAllText(path));
    }

    [Fact]
    public void Late_records_that_nobody_takes_are_warned_of_once()
    {
        _session.Run(Rows);
        using var shell = _session.Shell("$rows | Start-FlinkStream -Time at -Window 1m");
        shell.Invoke();
        Assert.Contains("1 records came too late", Assert.Single(shell.Streams.Warning).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_summary_is_information_and_not_output()
    {
        _session.Run(Rows);
        var summary = _session.One<string>("$null = $rows | Start-FlinkStream -Where { $_.n -gt 2 } -InformationVariable info 6>$null; \"$($info.MessageData)|$($info.Tags)\"");
        Assert.StartsWith("Finished: 5 in, 3 out, 0 late, 0 skipped, 2 filtered;", summary, StringComparison.Ordinal);
        Assert.EndsWith("|PSHOST FlinkZkSummary", summary, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{ $_.n -gt $config.limit }", "4,5")]
    [InlineData("{ $_.n -gt $config.limit -and -not ($_.at -like '*:25:*') }", "4")]
    [InlineData("{ $_.N -le 1 -or $_.who -eq 'B' }", "1")]
    [InlineData("{ $_.n % 2 -eq 0 }", "2,4")]
    [InlineData("{ $limit = $config.limit; $_.n -ge $limit }", "3,4,5")]
    [InlineData("{ $_.n -in 2, 3 }", "2,3")]
    [InlineData("{ $_.missing -eq $null }", "1,2,3,4,5")]
    public void A_condition_means_the_same_compiled_and_as_a_script(string where, string numbers)
    {
        _session.Run(Rows);
        Assert.Equal(numbers, _session.One<string>($"($rows | Start-FlinkStream -Where {where} -Config @{{ limit = 3 }} | ForEach-Object n) -join ','"));
        var again = where.Replace("{ ", "{ $null = 1; ", StringComparison.Ordinal);
        Assert.Equal(numbers, _session.One<string>($"($rows | Start-FlinkStream -Where {again} -Config @{{ limit = 3 }} | ForEach-Object n) -join ','"));
    }

    [Fact]
    public void A_changed_configuration_takes_effect_with_the_next_batch_and_results_name_their_revision()
    {
        _session.Run("Connect-Zk -Embedded; Set-ZkConfig -Job j @{ limit = 0 }");
        var path = Path.Combine(_folder.FullName, "many.csv");
        File.WriteAllLines(path, Enumerable.Range(0, 10_000).Select(i => $"{i * 1000},{i % 10}").Prepend("at,n"));
        var results = _session.All<string>("""
            Start-FlinkStream -Path $args[0] -Time at -Window 1000s -Job j -Where { $_.n -gt $config.limit } -Aggregate 'Count=count' |
                ForEach-Object { "$($_.Count) $($_.Revision)"; if (++$seen -eq 1) { Set-ZkConfig -Job j @{ limit = 8 } } }
            """, path);
        Assert.Equal("900 1", results[0]);
        Assert.Equal("100 2", results[^1]);
        Assert.Equal(10, results.Length);
    }

    [Theory]
    [InlineData("a.csv", "at,n\n2001-01-01,5\n", "")]
    [InlineData("a.tsv", "at\tn\n2001-01-01\t5\n", "")]
    [InlineData("a.csv", "2001-01-01;5\n", "-Header at, n -Delimiter ';'")]
    [InlineData("a.jsonl", "{\"at\":\"2001-01-01\",\"n\":5}\n", "")]
    [InlineData("a.json", "[{\"at\":\"2001-01-01\",\"n\":5}]", "")]
    [InlineData("a.log", "2001-01-01 n=5\n", "-Pattern '^(?<at>\\S+) n=(?<n>\\d+)'")]
    [InlineData("a.dat", "at,n\n2001-01-01,5\n", "-Format Csv")]
    public void Files_are_read_by_their_names_or_as_told(string name, string text, string options)
    {
        var path = Path.Combine(_folder.FullName, name);
        File.WriteAllText(path, text);
        Assert.Equal("5 2001", _session.One<string>($"Start-FlinkStream -Path $args[0] {options} -Time at -Window 1d -Aggregate 'Sum=sum n' | ForEach-Object {{ \"$($_.Sum) $($_.Start.Year)\" }}", path));
    }

    [Fact]
    public void Text_that_is_summed_counts_as_numbers_and_a_schema_says_the_rest() =>
        Assert.Equal("12.5 10", _session.One<string>("""
            @{ at = '2001-01-01'; amount = '10'; size = '9' }, @{ at = '2001-01-01'; amount = '2.5'; size = '10' } |
                Start-FlinkStream -Time at -Window 1d -Schema @{ size = 'Int64' } -Aggregate 'Sum=sum amount', 'Largest=max size' |
                ForEach-Object { "$($_.Sum) $($_.Largest)" }
            """));

    [Fact]
    public void A_record_that_cannot_be_used_is_one_error_and_the_stream_goes_on()
    {
        var (output, errors) = _session.RunWithErrors("@{ at = '2001-01-01' }, @{ at = 'noon' }, @{ no = 1 }, @{ at = '2001-01-02' } | Start-FlinkStream -Time at -Window 1d");
        Assert.Equal(2, output.Count);
        Assert.Equal(["InvalidTimestamp,FlinkZk.Commands.StartFlinkStreamCommand", "MissingProperty,FlinkZk.Commands.StartFlinkStreamCommand"], errors.Select(error => error.FullyQualifiedErrorId));
        Assert.IsType<System.Collections.Hashtable>(((PSObject)errors[0].TargetObject).BaseObject);
        Assert.Contains("record 2", errors[0].ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void The_first_error_ends_it_where_ErrorAction_says_so() =>
        Assert.Single(_session.RunWithErrors("@{ at = 'x' }, @{ at = 'y' } | Start-FlinkStream -Time at -Window 1d -ErrorAction Stop").Errors);

    [Theory]
    [InlineData("-Window 1d", "InvalidPlan")]
    [InlineData("-Time at -Slide 1d", "InvalidWindow")]
    [InlineData("-Time at -SessionGap 1d -Window 1d", "InvalidWindow")]
    [InlineData("-Time at -Window 1d -Aggregate 'median n'", "InvalidFormat")]
    [InlineData("-Aggregate count", "InvalidPlan")]
    [InlineData("-Job j", "NotConnected")]
    [InlineData("-Path /no/such/file.csv", "InputNotFound")]
    [InlineData("-Path /no/such/file", "UnknownFormat")]
    [InlineData("-Path FlinkZk.psd1 -Pattern '('", "InvalidPattern")]
    public void A_plan_that_contradicts_itself_is_told_before_anything_runs(string options, string errorId)
    {
        var error = _session.Error("Start-FlinkStream " + options.Replace("FlinkZk.psd1", $"'{Repository.Manifest}'", StringComparison.Ordinal));
        Assert.Equal($"{errorId},FlinkZk.Commands.StartFlinkStreamCommand", error.FullyQualifiedErrorId);
        Assert.DoesNotContain("   at ", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Results_are_lines_of_one_table_with_the_aggregates_as_columns()
    {
        var lines = _session.All<string>("""
            $r = @{ at = '2001-01-01T00:00:30'; n = 2; k = 'x' } | Start-FlinkStream -Time at -Window 1m -Key k -Aggregate 'Sum=sum n', 'Last=max at'
            [FlinkZk.WindowResultView]::Header($r); [FlinkZk.WindowResultView]::Underline($r); [FlinkZk.WindowResultView]::Line($r)
            """);
        Assert.Equal("Start               End                 Key                 Sum Last                Revision", lines[0]);
        Assert.Equal("-----               ---                 ---                 --- ----                --------", lines[1]);
        Assert.Equal("2001-01-01 00:00:00 2001-01-01 00:01:00 x                     2 2001-01-01T00:00:30        0", lines[2]);
    }

    [Fact]
    public void A_file_for_late_records_that_cannot_be_written_is_an_error_about_a_file()
    {
        var error = _session.Error("[pscustomobject]@{ t = 1 } | Start-FlinkStream -Time t -Window 1s -Aggregate count -LatePath $args[0]", _folder.FullName);
        Assert.StartsWith("FileDenied,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.DoesNotContain("server", error.ErrorDetails.RecommendedAction, StringComparison.Ordinal);
    }
}
