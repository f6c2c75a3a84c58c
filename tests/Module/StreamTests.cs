using System.Management.Automation;
using FlinkZk.Testing;

namespace FlinkZk.Module.Tests;

/// <summary>Streams at the prompt: input, windows, configuration, late records, errors.</summary>
[Collection(Rendering.OfTheProcess)]
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
    public void A_list_of_a_window_is_a_list_in_the_pipeline_and_text_in_cells()
    {
        _session.Run(Rows + "\n$w = $rows | Start-FlinkStream -Time at -OutOfOrderness 1h -Window 1d -Aggregate 'Best=top 3 n', 'Who=collect who where n <= 2', 'At=top 1 at' -Schema @{ at = 'DateTime' }");
        Assert.Equal("5 4 3, a a", _session.One<string>("\"$($w.Best -join ' '), $($w.Who -join ' ')\""));
        Assert.Equal("[5,4,3]", _session.One<string>("$w.Best | ConvertTo-Json -Compress"));
        Assert.EndsWith("\"5; 4; 3\",\"a; a\",\"2001-01-01T00:25:00Z\",\"0\"", _session.All<string>("$w | ConvertTo-Csv")[^1], StringComparison.Ordinal);
        Assert.Contains("5, 4, 3", _session.One<string>("$w | Out-String -Width 80"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("$rows | Start-FlinkStream -Time at -Window 10m -EmitEvery 0s", "Windows would give results every")]
    [InlineData("$rows | Start-FlinkStream -EmitEvery 1m", "An interval of early results is given, but no window.")]
    [InlineData("$rows | Start-FlinkStream -Time at -Window 10m -Aggregate 'percentile n'", "'percentile' is followed by a percentage")]
    public void What_is_wrong_with_results_is_told_before_anything_is_read(string command, string message)
    {
        _session.Run(Rows);
        Assert.Contains(message, _session.One<string>($"try {{ {command} }} catch {{ \"$_\" }}"), StringComparison.Ordinal);
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

    [Theory]
    [InlineData("-Path $in -LatePath $in")]
    [InlineData("-LiteralPath $in -LatePath $in")]
    [InlineData("-Path $folder/*.csv -LatePath $in")]
    [InlineData("-Path $folder/../*/in.csv -LatePath $in")]
    [InlineData("-Path $in -LatePath $folder/soft")]
    [InlineData("-Path $folder/soft -Format Csv -LatePath $in")]
    [InlineData("-Path $in -LatePath $folder/hard")]
    [InlineData("-Path $folder/other/in.csv -LatePath $in")]
    public void Late_records_never_overwrite_what_the_stream_reads(string parameters)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Links need rights there.");
        var root = _folder.CreateSubdirectory("root");
        _session.Run("""
            $folder = "$($args[0])/real"; $in = "$folder/in.csv"
            $null = mkdir $folder; 'at,n', '2001-01-01T00:00:00,1' > $in
            ln -s $in $folder/soft; ln $in $folder/hard; ln -s $folder $folder/other
            """, root.FullName);
        Assert.StartsWith("LatePathIsInput,", _session.Error($"Start-FlinkStream {parameters} -Time at -Window 1h -Aggregate count").FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Equal(2, _session.Run("Get-Content $in").Count);
    }

    [Fact]
    public void Late_records_that_nobody_takes_are_warned_of_once()
    {
        _session.Run(Rows);
        using var shell = _session.Shell("$rows | Start-FlinkStream -Time at -Window 1m");
        shell.Invoke();
        Assert.Contains("1 record came too late for its windows and is in no result.", Assert.Single(shell.Streams.Warning).Message, StringComparison.Ordinal);
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
    [InlineData("-Window 0s", "-Window must be longer than 0s.")]
    [InlineData("-Window 1h -Slide 0s", "-Slide must be longer than 0s.")]
    [InlineData("-SessionGap 0s", "-SessionGap must be longer than 0s.")]
    public void A_window_of_no_length_is_told_by_its_parameter(string parameters, string message) =>
        Assert.Equal(message, _session.Error($"@{{ at = 1 }} | Start-FlinkStream -Time at {parameters}").ToString());

    [Theory]
    [InlineData("-Window 1d", "InvalidPlan")]
    [InlineData("-Time at -Slide 1d", "InvalidWindow")]
    [InlineData("-Time at -SessionGap 1d -Window 1d", "InvalidWindow")]
    [InlineData("-Time at -Window 1d -Aggregate 'median n'", "InvalidFormat")]
    [InlineData("-Aggregate count", "InvalidPlan")]
    [InlineData("-Job j", "NotConnected")]
    [InlineData("-Path /no/such/file.csv", "InputNotFound")]
    [InlineData("-Path /no/such/file", "InputNotFound")]
    [InlineData("-Path FlinkZk.psd1", "UnknownFormat")]
    [InlineData("-Path FlinkZk.psd1 -Pattern '('", "InvalidPattern")]
    public void A_plan_that_contradicts_itself_is_told_before_anything_runs(string options, string errorId)
    {
        var error = _session.Error("Start-FlinkStream " + options.Replace("FlinkZk.psd1", $"'{Repository.Manifest}'", StringComparison.Ordinal));
        Assert.Equal($"{errorId},FlinkZk.Commands.StartFlinkStreamCommand", error.FullyQualifiedErrorId);
        Assert.DoesNotContain("   at ", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Results_are_lines_of_one_table_with_the_aggregates_as_columns_and_each_comes_as_it_is_made()
    {
        _session.Run("$PSStyle.OutputRendering = 'PlainText'; $r = @{ at = '2001-01-01T00:00:30'; n = 2; k = 'x' }, @{ at = '2001-01-01T00:01:30'; n = 3; k = 'x' } | Start-FlinkStream -Time at -Window 1m -Key k -Aggregate 'Sum=sum n', 'Last=max at'");
        var lines = _session.One<string>("$r | Out-String -Width 120").Trim().ReplaceLineEndings("\n").Split('\n');
        Assert.Equal(
            [
                "Start            End              Key               Sum Last",
                "-----            ---              ---               --- ----",
                "2001-01-01 00:00 2001-01-01 00:01 x                   2 2001-01-01T00:00:30",
                "2001-01-01 00:01 2001-01-01 00:02 x                   3 2001-01-01T00:01:30",
            ],
            lines.Select(line => line.TrimEnd()));
        // Again, because the header must come each time.
        Assert.Equal(lines, _session.One<string>("$r | Out-String -Width 120").Trim().ReplaceLineEndings("\n").Split('\n'));
    }

    [Fact]
    public void A_result_has_its_window_its_key_and_its_aggregates_and_nothing_else()
    {
        _session.Run("$r = @{ at = '2001-01-01T00:00:30.5'; k = 'x' } | Start-FlinkStream -Time at -Window 1m -Key k -Aggregate 'Count=count'; $keyless = @{ at = '2001-01-01' } | Start-FlinkStream -Time at -Window 1d");
        Assert.Equal("Start End Key Count Revision", _session.One<string>("\"$($r.PSObject.Properties.Name)\""));
        Assert.Equal("Start End Count Revision", _session.One<string>("\"$($keyless.PSObject.Properties.Name)\""));
        Assert.True(_session.One<bool>("Set-StrictMode -Version Latest; $null -eq $keyless.Key"));
        Assert.Equal("Utc DateTime True 2001", _session.One<string>("\"$($r.Start.Kind) $($r.Start.GetType().Name) $($r.End -gt $r.Start) $($r.Start.ToString('yyyy'))\""));
        Assert.Equal("\"2001-01-01T00:00:00Z\",\"2001-01-01T00:01:00Z\",\"x\",\"1\",\"0\"", _session.All<string>("$r | ConvertTo-Csv")[1]);
        Assert.Equal("1", _session.One<string>("$r | ConvertTo-Csv | ConvertFrom-Csv | Start-FlinkStream -Time Start -Window 1m | ForEach-Object { \"$($_.Count)\" }"));
    }

    [Theory]
    [InlineData("Start")]
    [InlineData("key")]
    public void An_aggregate_cannot_take_the_name_of_what_every_result_has(string name) =>
        Assert.Contains("a result has a column", _session.Error($"@{{ at = '2001-01-01' }} | Start-FlinkStream -Time at -Window 1d -Aggregate '{name}=count'").ToString(), StringComparison.Ordinal);

    [Theory]
    [InlineData("", "PSHOST FlinkZkSummary")]
    [InlineData("-InformationAction Continue", "PSHOST FlinkZkSummary")]
    [InlineData("-InformationAction SilentlyContinue", "FlinkZkSummary")]
    public void The_summary_is_for_the_host_unless_the_call_says_otherwise(string option, string tags) =>
        Assert.Equal(tags, _session.One<string>($"$null = @{{ at = '2001-01-01' }} | Start-FlinkStream -Time at -Window 1d {option} -InformationVariable info 6>$null; \"$($info.Tags)\""));

    [Theory]
    [InlineData("$rows | Start-FlinkStream")]
    [InlineData("Start-FlinkStream -InputObject $rows")]
    [InlineData("$rows | ForEach-Object { @{ at = $_.at; n = $_.n; who = $_.who } } | Start-FlinkStream")]
    [InlineData("$rows | ForEach-Object { [ordered]@{ at = $_.at; n = $_.n; who = $_.who } } | Start-FlinkStream")]
    [InlineData("$rows | ForEach-Object { $_.n | Add-Member -Force -PassThru -NotePropertyMembers @{ at = $_.at; n = $_.n; who = $_.who } } | Start-FlinkStream")]
    [InlineData("$rows | ConvertTo-Csv | ConvertFrom-Csv | Start-FlinkStream")]
    [InlineData("$rows | ConvertTo-Json | ConvertFrom-Json | Start-FlinkStream")]
    [InlineData("Start-FlinkStream -Path $csv")]
    [InlineData("Start-FlinkStream -LiteralPath $csv")]
    [InlineData("Start-FlinkStream -Path ([wildcardpattern]::Escape($csv))")]
    [InlineData("Start-FlinkStream ($csv -replace '\\[1\\]', '[[]?]')")]
    public void However_the_records_come_the_results_are_the_same(string command)
    {
        _session.Run(Rows);
        var csv = Path.Combine(_folder.FullName, "data[1].csv");
        _session.Run("$script:csv = $args[0]; $rows | Export-Csv -LiteralPath $csv", csv);
        foreach (var culture in new[] { "", "de-DE", "tr-TR", "th-TH" })
        {
            Assert.Equal("2001-01-01T00:00:00Z a 3 1.5|2001-01-01T00:10:00Z a 3 3|2001-01-01T00:20:00Z a 5 5", _session.One<string>($$"""
                [cultureinfo]::CurrentCulture = $args[0]; Set-StrictMode -Version Latest
                ({{command}} -Time at -Key who -Window 10m -WarningAction Ignore -Aggregate 'Sum=sum n', 'Mean=avg n' |
                    ForEach-Object { "$(($_ | ConvertTo-Csv)[1].Split(',')[0].Trim([char]34)) $($_.Key) $($_.Sum) $($_.Mean)" }) -join '|'
                """, System.Globalization.CultureInfo.GetCultureInfo(culture)));
        }
    }

    [Fact]
    public async Task Columns_complete_from_a_file_from_a_variable_and_from_types()
    {
        _session.Run(Rows);
        var csv = Path.Combine(_folder.FullName, "data.csv");
        _session.Run("$rows | Export-Csv $args[0]", csv);
        // Tab waits for a second: the first of a process, with much else to do, may find none yet.
        await Eventually.Async(() => _session.Complete($"Start-FlinkStream -Path '{csv}' -Time ").SequenceEqual(["at", "n", "who"]), "the file's columns complete", TestContext.Current.CancellationToken);
        Assert.Equal(["who"], _session.Complete($"Start-FlinkStream '{csv}' -Key w"));
        Assert.Equal(["at", "n", "who"], _session.Complete("$rows | Start-FlinkStream -Time "));
        Assert.Equal(["at", "n", "who"], _session.Complete($"Import-Csv '{csv}' | Start-FlinkStream -Key "));
        Assert.Contains("StartTime", _session.Complete("Get-Process | Start-FlinkStream -Time St"));
        Assert.Equal(["'sum at'", "'sum n'", "'sum who'"], _session.Complete($"Start-FlinkStream '{csv}' -Aggregate su"));
        Assert.Equal(["'Total=sum n'"], _session.Complete($"Start-FlinkStream '{csv}' -Aggregate 'Total=sum n"));
    }

    [Fact]
    public void Columns_of_what_cannot_be_read_in_time_are_none_and_Tab_does_not_wait()
    {
        var clock = System.Diagnostics.Stopwatch.StartNew();
        Assert.DoesNotContain(_session.Complete($"Start-FlinkStream -Path '{_folder.FullName}/nosuch.csv' -Time zz"), text => text.Contains("zz", StringComparison.Ordinal));
        if (!OperatingSystem.IsWindows())
        {
            var pipe = Path.Combine(_folder.FullName, "pipe.csv");
            System.Diagnostics.Process.Start("mkfifo", pipe)!.WaitForExit();
            _session.Complete($"Start-FlinkStream -Path '{pipe}' -Time zz");
            // Who waits for the other end gets one.
            File.WriteAllText(pipe, "");
        }
        Assert.True(clock.Elapsed < TimeSpan.FromSeconds(10), $"It took {clock.Elapsed}.");
    }

    [Theory]
    [InlineData("@{ at = '2001-01-01'; n = 'x' } | Start-FlinkStream -Time at -Window 1d -Aggregate 'sum n'", "-Schema @{ n = 'Double' }")]
    [InlineData("@{ at = 'noon' } | Start-FlinkStream -Time at -Window 1d", "-TimeFormat '")]
    [InlineData("@{ at = '2001-01-01'; k = $null } | Start-FlinkStream -Time at -Key k -Window 1d", "-Where { ")]
    [InlineData("@{ at = '2001-01-01' } | Start-FlinkStream -Time at", "-Window 1h")]
    [InlineData("'at,n', '2001-01-01,1' | Start-FlinkStream -Time at -Window 1d", "ConvertFrom-Csv")]
    [InlineData("Get-Item $PSHOME | Start-FlinkStream -Time at -Window 1d", "Import-Csv")]
    [InlineData("[pscustomobject]@{ at = '2001-01-01'; n = 'x' } | Start-FlinkStream -Time at -Window 1d -Aggregate 'sum n'", "-Schema @{ n = 'Double' }")]
    [InlineData("[pscustomobject]@{ at = '2001-01-01'; 'a-b' = 'x' } | Start-FlinkStream -Time at -Window 1d -Aggregate @{ s = 'sum a-b' }", "-Schema @{ 'a-b' = 'Double' }")]
    [InlineData("[pscustomobject]@{ at = '2001-01-01' } | Start-FlinkStream -Time at -Window 1d -LatePath late.csv", "late.jsonl")]
    public void What_is_recommended_is_a_parameter_with_an_example(string command, string advice) =>
        Assert.Contains(advice, _session.Error(command).ErrorDetails.RecommendedAction, StringComparison.Ordinal);

    [Theory]
    [InlineData("-Key a, b")]
    [InlineData("-Key { $_.a }")]
    [InlineData("-Time { $_.a }")]
    public void A_key_that_is_no_name_says_how_to_make_a_property(string parameter) =>
        Assert.Contains("Select-Object *, @{ n = 'Place'; e = { ", _session.Error($"1 | Start-FlinkStream {parameter}").Exception.Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("$rows | Start-FlinkStream")]
    [InlineData("Start-FlinkStream $csv")]
    [InlineData("Start-FlinkStream $csv -Where { $_.n -gt 0 }")]
    public void A_schema_for_a_column_that_no_record_has_is_told(string command)
    {
        _session.Run(Rows);
        _session.Run("$script:csv = $args[0]; $rows | Export-Csv $csv", Path.Combine(_folder.FullName, "in.csv"));
        Assert.Contains("'Amount', which no record had; there are: at, n, who", _session.One<string>(
            $"{command} -Time at -Window 10m -Aggregate count -Schema @{{ Amount = 'Double'; N = 'Int64' }} -WarningVariable told -WarningAction SilentlyContinue | Out-Null; \"$told\""), StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_for_late_records_that_cannot_be_written_is_an_error_about_a_file()
    {
        var error = _session.Error("[pscustomobject]@{ t = 1 } | Start-FlinkStream -Time t -Window 1s -Aggregate count -LatePath $args[0]", _folder.FullName);
        Assert.StartsWith("FileDenied,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.DoesNotContain("server", error.ErrorDetails.RecommendedAction, StringComparison.Ordinal);
    }

    [Fact]
    public void The_largest_of_a_files_texts_is_that_of_the_numbers_both_ways()
    {
        const string Rows = "\"t,v`n2024-01-01T00:00:00Z,10`n2024-01-01T00:00:02Z,9`n2024-01-01T00:00:02Z,100\" | Set-Content $f";
        const string Shape = "-Time t -Window 1m -Aggregate 'M=max v', 'N=min v' | ForEach-Object { \"$($_.M) $($_.N)\" }";
        Assert.Equal(["100 9", "100 9"], _session.All<string>($"$f = [IO.Path]::GetTempFileName(); {Rows}; Import-Csv $f | Start-FlinkStream {Shape}; Start-FlinkStream -Path $f -Format Csv {Shape}; Remove-Item $f"));
    }

    [Fact]
    public void A_record_that_is_null_is_an_error_of_its_own() =>
        Assert.Equal(2, _session.RunWithErrors("$null, @{ t = '2020-01-01T00:00:00Z' }, $null | Start-FlinkStream -Time t -Window 1d").Errors.Count);

    [Theory]
    [InlineData("a;b`n2024-01-01T00:00:00Z;1", "-Delimiter ';'")]
    [InlineData("`\"a`\";b`n2024-01-01T00:00:00Z;1", "-Delimiter ';'")]
    public void A_file_with_semicolons_is_recognized(string text, string advice) => Assert.Contains(advice,
        _session.Error($"$f = [IO.Path]::GetTempFileName(); \"{text}\" | Set-Content $f; Start-FlinkStream -Path $f -Format Csv -Time a -Window 1m").ErrorDetails.RecommendedAction, StringComparison.Ordinal);

    [Fact]
    public void Windows_that_leave_gaps_are_told() => Assert.Contains("gaps",
        _session.One<string>("$null = @{ t = '2020-01-01T00:00:00Z' } | Start-FlinkStream -Time t -Window 10s -Slide 1m -WarningVariable told; \"$told\""), StringComparison.Ordinal);
}
