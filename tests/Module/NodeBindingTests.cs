namespace FlinkZk.Module.Tests;

/// <summary>How paths and values come to New-ZkNode and Set-ZkNode: every way gives the same, and a value that is missing is an error, never an empty node.</summary>
public sealed class NodeBindingTests : IDisposable
{
    private readonly ModuleSession _session = ModuleSession.Embedded();

    public void Dispose() => _session.Dispose();

    [Theory]
    [InlineData("[pscustomobject]@{ Path = '/a'; Value = 'v' } | New-ZkNode")]
    [InlineData("[pscustomobject]@{ Value = 'v'; Path = '/a' } | New-ZkNode")]
    [InlineData("[pscustomobject]([ordered]@{ Path = '/a'; Value = 'v' }) | New-ZkNode")]
    [InlineData("'Path,Value', '/a,v' | ConvertFrom-Csv | New-ZkNode")]
    [InlineData("'{ \"Path\": \"/a\", \"Value\": \"v\" }' | ConvertFrom-Json | New-ZkNode")]
    [InlineData("'/a' | Add-Member Value v -PassThru | New-ZkNode")]
    [InlineData("'Path,Data', '/a,v' | ConvertFrom-Csv | New-ZkNode")]
    [InlineData("'Path,Text', '/a,v' | ConvertFrom-Csv | New-ZkNode")]
    [InlineData("[pscustomobject]@{ Path = '/a'; Data = [byte[]](118) } | New-ZkNode")]
    [InlineData("New-ZkNode /b v | Copy-Node /a")]
    [InlineData("$null = New-ZkNode /b v; Get-ZkNode /b | Select-Object * | ForEach-Object { $_.Path = '/a'; $_ } | New-ZkNode")]
    [InlineData("$null = New-ZkNode /a; 'Path,Data', '/a,v' | ConvertFrom-Csv | Set-ZkNode")]
    [InlineData("$null = New-ZkNode /a; 'Path,Text', '/a,v' | ConvertFrom-Csv | Set-ZkNode")]
    [InlineData("'/a' | New-ZkNode -Value v")]
    [InlineData("New-ZkNode -Path /a -Value v")]
    [InlineData("$null = New-ZkNode /a; 'v' | Set-ZkNode -Path /a")]
    [InlineData("$null = New-ZkNode /a; 'v' | Set-ZkNode /a")]
    [InlineData("$null = New-ZkNode /a; 'v' | Set-ZkNode -LiteralPath /a")]
    [InlineData("$null = New-ZkNode /a; '/a' | Set-ZkNode -Value v")]
    [InlineData("$null = New-ZkNode /a; Set-ZkNode -LiteralPath /a v")]
    [InlineData("New-ZkNode /a | Set-ZkNode -Value v")]
    [InlineData("New-ZkNode /a | Add-Member Value v -PassThru | Set-ZkNode")]
    [InlineData("$n = New-ZkNode /a; Set-ZkNode $n v")]
    [InlineData("$null = New-ZkNode /a; [pscustomobject]@{ Path = '/a'; Value = 'v' } | Set-ZkNode")]
    [InlineData("$null = New-ZkNode /a; [pscustomobject]@{ LiteralPath = '/a'; Value = 'v' } | Set-ZkNode")]
    [InlineData("$null = New-ZkNode /a; ,[byte[]](118) | Set-ZkNode -Path /a")]
    [InlineData("$null = New-ZkNode /a; [byte[]](118) | Set-ZkNode -Path /a")]
    public void However_path_and_value_come_the_node_is_the_same(string command)
    {
        _session.Run($"function Copy-Node($to) {{ process {{ $copy = $_ | Select-Object *; $copy.Path = $to; $copy | New-ZkNode }} }}; {command}");
        Assert.Equal("v", _session.One<string>("(Get-ZkNode /a).Text"));
    }

    [Fact]
    public void A_node_that_is_piped_on_brings_its_data_to_another_session()
    {
        _session.Run("$one = Get-ZkSession; $null = New-ZkNode /a ([byte[]](0, 255)); $null = New-ZkNode /a/b text; $two = Connect-Zk -Embedded");
        _session.Run("Get-ZkNode /a -Recurse -Session $one | New-ZkNode -Session $two");
        Assert.Empty(_session.Run("Compare-ZkNode /a /a -Session $one -DifferenceSession $two"));
        _session.Run("Set-ZkNode /a/b new -Session $one; Get-ZkNode /a/b -Session $one | Set-ZkNode -Session $two");
        Assert.Equal("new", _session.One<string>("(Get-ZkNode /a/b -Session $two).Text"));
    }

    [Fact]
    public void Nodes_go_into_CSV_as_text_with_ISO_times_in_any_culture_and_come_back()
    {
        _session.Run("[cultureinfo]::CurrentCulture = 'th-TH'; $null = New-ZkNode /a/b 'grüß dich' -Parents; $csv = Get-ZkNode /a -Recurse | ConvertTo-Csv; Remove-ZkNode /a -Recurse; $csv | ConvertFrom-Csv | New-ZkNode");
        Assert.Equal("grüß dich", _session.One<string>("(Get-ZkNode /a/b).Text"));
        Assert.DoesNotContain("System.", _session.One<string>("\"$csv\""), StringComparison.Ordinal);
        Assert.Matches(@"^20\d\d-\d\d-\d\dT[\d:.]+Z$", _session.One<string>("($csv | ConvertFrom-Csv)[0].Modified"));
        Assert.True(_session.One<bool>("(Get-ZkNode /a/b).Data -is [byte[]] -and (Get-ZkNode /a/b).Modified -is [DateTimeOffset]"));
    }

    [Fact]
    public void A_path_that_does_not_fit_its_column_goes_on_in_the_next_line()
    {
        var column = _session.One<string>("-join ((New-ZkNode /applications/production/europe/limits/max 100 -Parents | Format-Table | Out-String -Width 79) -split '\\r?\\n' | ForEach-Object { if ($_ -match '^.{30}(.{1,24})') { $Matches[1].Trim() } })");
        Assert.EndsWith("/applications/production/europe/limits/max", column, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("@{ Path = '/a'; Value = 'v' } | New-ZkNode")]
    [InlineData("[ordered]@{ Path = '/a'; Value = 'v' } | New-ZkNode")]
    [InlineData("@{ Path = '/a' }, @{ Path = '/b' } | New-ZkNode")]
    [InlineData("@{ Path = '/a' } | Get-ZkNode")]
    [InlineData("@{ Path = '/a'; Value = 'v' } | Set-ZkNode")]
    [InlineData("@{ Path = '/a' } | Watch-ZkNode")]
    [InlineData("New-ZkNode @{ Path = '/a' }")]
    public void A_hashtable_is_refused_with_the_way_out(string command)
    {
        var (output, errors) = _session.RunWithErrors(command);
        Assert.Empty(output);
        Assert.All(errors, error => Assert.Contains("[pscustomobject]@{ Path = '/a'; Value = 'v' }", error.Exception.Message, StringComparison.Ordinal));
        Assert.NotEmpty(errors);
        Assert.Equal(["zookeeper"], _session.All<string>("Get-ZkChildNode / -Name"));
    }

    [Fact]
    public void Each_record_has_its_own_value()
    {
        _session.Run("1..40 | ForEach-Object { [pscustomobject]@{ Path = \"/n$_\"; Value = $_ * 1.5 } } | New-ZkNode");
        Assert.Equal("1.5 3 60", _session.One<string>("\"$((Get-ZkNode /n1, /n2, /n40).Text)\""));
    }

    [Theory]
    [InlineData("'/a' | Set-ZkNode")]
    [InlineData("Set-ZkNode /a")]
    [InlineData("[pscustomobject]@{ Path = '/a' } | Set-ZkNode")]
    [InlineData("Get-ZkNode /a | Set-ZkNode")]
    [InlineData("@() | Set-ZkNode -Path /a")]
    public void A_missing_value_is_an_error_and_changes_nothing(string command)
    {
        _session.Run("New-ZkNode /a old");
        Assert.StartsWith("MissingValue,", _session.Error(command).FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Equal("old 0", _session.One<string>("$n = Get-ZkNode /a; \"$($n.Text) $($n.Version)\""));
    }

    [Fact]
    public void A_node_without_data_is_set_on_purpose()
    {
        _session.Run("New-ZkNode /a old; Set-ZkNode /a $null");
        Assert.True(_session.One<bool>("$null -eq (Get-ZkNode /a).Data"));
    }

    [Fact]
    public void A_file_can_be_piped_as_text_as_lines_and_as_bytes()
    {
        var file = Path.GetTempFileName();
        try
        {
            File.WriteAllText(file, "one\nzwei\n");
            _session.Run("New-ZkNode /a; Get-Content $args[0] -Raw | Set-ZkNode -Path /a", file);
            Assert.Equal("one\nzwei\n", _session.One<string>("(Get-ZkNode /a).Text"));
            _session.Run("Get-Content $args[0] | Set-ZkNode -Path /a", file);
            Assert.Equal("one\nzwei", _session.One<string>("(Get-ZkNode /a).Text"));
            _session.Run("Get-Content $args[0] -AsByteStream | Set-ZkNode -Path /a", file);
            Assert.Equal("one\nzwei\n", _session.One<string>("(Get-ZkNode /a).Text"));
            Assert.Equal(3, _session.One<int>("(Get-ZkNode /a).Version"));
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Theory]
    [InlineData("3.5", "3.5")]
    [InlineData("3.50", "3.50")]
    [InlineData("(7 / 2)", "3.5")]
    [InlineData("-5", "-5")]
    [InlineData("(0 - 5)", "-5")]
    [InlineData("1e3", "1e3")]
    [InlineData("([long]::MaxValue)", "9223372036854775807")]
    [InlineData("([bigint]::Pow(10, 20))", "100000000000000000000")]
    [InlineData("12.30d", "12.30d")]
    [InlineData("([decimal]'12.30')", "12.3")]
    [InlineData("$true", "True")]
    [InlineData("([byte]7)", "7")]
    [InlineData("([datetime]::SpecifyKind('2026-11-28 18:00', 'Utc'))", "2026-11-28T18:00:00.0000000Z")]
    [InlineData("([timespan]'01:02:03')", "01:02:03")]
    [InlineData("([guid]'7d444840-9dc0-11d1-b245-5ffdce74fad2')", "7d444840-9dc0-11d1-b245-5ffdce74fad2")]
    [InlineData("([DayOfWeek]::Monday)", "Monday")]
    [InlineData("([char]'x')", "x")]
    [InlineData("([version]'1.2.3')", "1.2.3")]
    public void A_single_value_is_stored_as_the_text_that_every_culture_reads_back(string value, string text)
    {
        foreach (var culture in new[] { "en-US", "de-DE", "tr-TR", "th-TH", "sv-SE", "fa-IR" })
            Assert.Equal(text, _session.One<string>($"[cultureinfo]::CurrentCulture = '{culture}'; $null = New-ZkNode /{culture} {value}; (Get-ZkNode /{culture}).Text"));
    }

    [Theory]
    [InlineData("@{ x = 1 }")]
    [InlineData("@('a', 'b')")]
    [InlineData("([pscustomobject]@{ x = 1 })")]
    public void What_is_no_single_value_is_refused_with_the_way_out(string value)
    {
        _session.Run("New-ZkNode /a old");
        var error = _session.Error($"Set-ZkNode /a {value}");
        Assert.StartsWith("InvalidData,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Contains("ConvertTo-Json", error.ErrorDetails.RecommendedAction, StringComparison.Ordinal);
        Assert.Equal("old", _session.One<string>("(Get-ZkNode /a).Text"));
    }
}
