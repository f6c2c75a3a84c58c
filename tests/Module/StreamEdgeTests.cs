using System.Text;

namespace FlinkZk.Module.Tests;

/// <summary>What goes into a stream, odd as it may be: nothing is lost, merged or changed in silence, and -Path and the pipeline judge alike.</summary>
public sealed class StreamEdgeTests : IDisposable
{
    private readonly ModuleSession _session = new();
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("flinkzk-edge-");

    public void Dispose()
    {
        _session.Dispose();
        _folder.Delete(recursive: true);
    }

    [Theory]
    [InlineData("a,1|b,2|a,3")]
    [InlineData("a,1|a,n/a|a,3")]
    [InlineData("1.1,1|1.10,2|12E4,3|120E3,4")]
    [InlineData("a,007|a,+5|a,-0|a,1.50|a,1e-3|a,12E4")]
    [InlineData("a,|,2|a,3")]
    [InlineData("a,9223372036854775807|a,1|b,1")]
    [InlineData("a,9223372036854775808|a,10")]
    [InlineData("true,1|True,2")]
    public void A_file_and_what_Import_Csv_makes_of_it_are_judged_alike(string rows)
    {
        var file = Write("in.csv", "t,k,v\n" + string.Concat(rows.Split('|').Select(row => $"1,{row}\n")));
        const string Stream = "Start-FlinkStream -Time t -Key k -Window 1m -Aggregate 'n=count', 's=sum v', 'm=max v', 'c=count v' 6>$null | ForEach-Object { \"$($_.Key.GetType().Name) $($_.Key) $($_.n) $($_.s) $($_.s.GetType().Name) $($_.m) $($_.c)\" }";
        var (byPath, pathErrors) = _session.RunWithErrors(Stream.Replace("Start-FlinkStream", "Start-FlinkStream $args[0]", StringComparison.Ordinal), file);
        var (byPipeline, pipelineErrors) = _session.RunWithErrors("Import-Csv $args[0] | " + Stream, file);
        Assert.Equal(byPath.Select(item => item.ToString()), byPipeline.Select(item => item.ToString()));
        Assert.Equal(pathErrors.Select(WithoutPlace), pipelineErrors.Select(WithoutPlace));
        Assert.NotEmpty(byPath);

        static string WithoutPlace(System.Management.Automation.ErrorRecord error) => $"{error.FullyQualifiedErrorId} {error.Exception.Message[error.Exception.Message.IndexOf(": ", StringComparison.Ordinal)..]}";
    }

    [Fact]
    public void A_declared_type_is_held_both_ways()
    {
        var file = Write("in.csv", "t,v\n1,x\n1,5\n1,\n");
        foreach (var source in new[] { "Start-FlinkStream $args[0]", "Import-Csv $args[0] | Start-FlinkStream" })
        {
            var (output, errors) = _session.RunWithErrors(source + " -Schema @{ v = 'Int64' } -Where { $null -ne $_.v } | ForEach-Object { \"$($_.v)\" }", file);
            Assert.Equal("5", Assert.Single(output).ToString());
            Assert.StartsWith("UnparsableValue,", Assert.Single(errors).FullyQualifiedErrorId, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void What_is_piped_is_read_when_it_is_piped()
    {
        Assert.Equal(15L, _session.One<long>("$h = @{}; 1..5 | ForEach-Object { $h.t = 1; $h.v = $_; $h } | Start-FlinkStream -Time t -Window 1s -Aggregate 's=sum v' 6>$null | ForEach-Object s"));
        Assert.Equal(["1000", "2000"], _session.All<string>("$o = [pscustomobject]@{ t = 0 }; 5, 1, 2 | ForEach-Object { $o.t = $_ * 1000; $o } | Start-FlinkStream -Time t -Window 1s -LateVariable late 6>$null | Out-Null; $late.Record | ForEach-Object { \"$($_.t)\" }"));
    }

    [Fact]
    public void A_result_comes_as_soon_as_it_is_due() => Assert.Equal(["1 then 2", "1 then 2 3"], _session.All<string>("""
        $seen = ''
        & { foreach ($t in 1, 99999) { [pscustomobject]@{ t = $t } }; $script:seen += ' then 2'; [pscustomobject]@{ t = 199999 }; $script:seen += ' 3' } |
            Start-FlinkStream -Time t -Window 1s -Aggregate count 6>$null | ForEach-Object { "$($_.Count)$seen" } | Select-Object -Skip 1
        """));

    [Fact]
    public void A_getter_that_throws_is_the_error_of_its_record()
    {
        var (output, errors) = _session.RunWithErrors("""
            $odd = [pscustomobject]@{ t = 2 }; $odd | Add-Member ScriptProperty v { throw 'odd getter' }
            [pscustomobject]@{ t = 1; v = 1 }, $odd, [pscustomobject]@{ t = 3; v = 2 } | Start-FlinkStream -Time t -Window 1m -Aggregate 's=sum v' 6>$null | ForEach-Object s
            """);
        Assert.Equal(3L, Assert.Single(output).BaseObject);
        var error = Assert.Single(errors);
        Assert.StartsWith("UnreadableProperty,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Contains("record 2: The property 'v' cannot be read: odd getter", error.Exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_late_record_is_written_whole_or_not_at_all_and_told()
    {
        var late = Path.Combine(_folder.FullName, "late.jsonl");
        var (_, errors) = _session.RunWithErrors("""
            [pscustomobject]@{ t = 100000; v = 1 }, [pscustomobject]@{ t = 1; v = [double]::NaN }, [pscustomobject]@{ t = 2; v = [pscustomobject]@{ x = 1, 2 } } |
                Start-FlinkStream -Time t -Window 1s -LatePath $args[0] 6>$null | Out-Null
            """, late);
        Assert.StartsWith("LateRecordNotWritten,", Assert.Single(errors).FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Equal("{\"t\":2,\"v\":{\"x\":[1,2]}}\n", File.ReadAllText(late));
    }

    [Fact]
    public void Nested_JSON_is_PowerShells_at_the_edge()
    {
        var file = Write("in.jsonl", "{\"a\":{\"b\":[{\"c\":1}]}}\n{\"a\":{\"b\":[{\"c\":2}]}}\n");
        Assert.Equal("{\"a\":{\"b\":[{\"c\":2}]}}", _session.One<string>("Start-FlinkStream $args[0] -Where { $_.a.b[0].c -eq 2 } 6>$null | ConvertTo-Json -Compress -Depth 5", file));
    }

    [Theory]
    [InlineData("{\"a\":1,\"A\":2}\n{\"a\":3}\n", "in.jsonl", "UnparsableRecord,")]
    [InlineData("Value,value\n1,2\n", "in.csv", "InvalidHeader,")]
    public void Names_that_differ_in_case_only_are_told(string content, string name, string id) =>
        Assert.StartsWith(id, _session.Error("Start-FlinkStream $args[0] 6>$null", Write(name, content)).FullyQualifiedErrorId, StringComparison.Ordinal);

    [Fact]
    public void A_file_in_another_encoding_is_an_error_of_its_records_or_read_with_its_name()
    {
        var file = Path.Combine(_folder.FullName, "in.csv");
        File.WriteAllBytes(file, Encoding.Latin1.GetBytes("t,k\n1,M\u00fcller\n1,M\u00f6ller\n"));
        var (output, errors) = _session.RunWithErrors("Start-FlinkStream $args[0] -Time t -Key k -Window 1m 6>$null", file);
        Assert.Empty(output);
        Assert.Equal(2, errors.Count);
        Assert.All(errors, error => Assert.Contains("-Encoding latin1", error.ErrorDetails.RecommendedAction, StringComparison.Ordinal));
        Assert.Equal(["M\u00f6ller", "M\u00fcller"], _session.All<string>("Start-FlinkStream $args[0] -Time t -Key k -Window 1m -Encoding latin1 6>$null | ForEach-Object Key | Sort-Object", file));
    }

    [Fact]
    public void Gzip_is_read_and_a_folder_is_told_as_one()
    {
        var file = Path.Combine(_folder.FullName, "in.csv.gz");
        using (var zip = new System.IO.Compression.GZipStream(File.Create(file), System.IO.Compression.CompressionLevel.Fastest))
            zip.Write("t,k\n1,a\n"u8);
        Assert.Equal("a", _session.One<string>("Start-FlinkStream $args[0] 6>$null | ForEach-Object k", file));
        Assert.Contains("is a folder", _session.Error("Start-FlinkStream $args[0] -Format Csv", _folder.FullName).Exception.Message, StringComparison.Ordinal);
    }

    private string Write(string name, string content)
    {
        var path = Path.Combine(_folder.FullName, name);
        File.WriteAllText(path, content);
        return path;
    }
}
