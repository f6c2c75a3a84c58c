using System.Globalization;
using System.Xml.Linq;

namespace FlinkZk.Module.Tests;

/// <summary>What tables, lists and errors show is what is there: in full where there is room, and under the names by which a script asks for it.</summary>
[Collection(Rendering.OfTheProcess)]
public sealed class ViewTests : IDisposable
{
    // A label that is no name, and why.
    private static readonly Dictionary<string, string> NoNames = new(StringComparer.Ordinal)
    {
        ["FlinkZk.ZkEmbeddedServer Req/s"] = "RequestsPerSecond is wider than the column, and nobody takes this for a name",
        ["FlinkZk.ZkNodeImport Note"] = "says two properties in words",
    };

    private readonly ModuleSession _session = ModuleSession.Embedded();

    public void Dispose() => _session.Dispose();

    [Fact]
    public void A_label_of_a_table_is_the_name_of_a_property()
    {
        var views = Directory.GetFiles(Repository.File("module"), "*.Format.ps1xml").SelectMany(file => XDocument.Load(file).Descendants("View")).Where(view => view.Element("TableControl") is not null).ToList();
        Assert.NotEmpty(views);
        foreach (var view in views)
        {
            var type = view.Descendants("TypeName").First().Value;
            var names = _session.All<string>("$type = $args[0] -as [type]; @($type.GetProperties().Name) + @($type.GetInterfaces() | ForEach-Object { $_.GetProperties().Name }) | Where-Object { $_ }", type);
            foreach (var label in view.Descendants("TableColumnHeader").Select(header => header.Element("Label")!.Value))
                Assert.True(names.Contains(label) || NoNames.ContainsKey($"{type} {label}"), $"{type} has no property {label}");
        }
    }

    [Theory]
    [InlineData(79)]
    [InlineData(119)]
    [InlineData(199)]
    public void That_data_are_gone_with_the_process_is_told_in_full(int width)
    {
        foreach (var command in (string[])["Get-ZkSession", "Start-ZkServer"])
        {
            var shown = _session.One<string>($"[cultureinfo]::CurrentCulture = 'en-US'; {command} | Out-String -Width {width}");
            Assert.All(shown.Split('\n'), line => Assert.InRange(line.TrimEnd().Length, 0, width));
            Assert.DoesNotContain('…', shown);
            // Over several lines of its column, if need be.
            foreach (var word in (string[])["memory,", "gone", "with", "this"])
                Assert.Contains(word, shown, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_column_takes_the_room_that_there_is()
    {
        const string Path = "/a/node/whose/path/has/more/than/fifty/characters/in/all", Text = "a text that has nearly sixty characters, which is the most";
        _session.Run($"$node = New-ZkNode {Path} '{Text}' -Parents; $lock = Lock-FlinkJob a-job-with-a-name-of-forty-characters-or-so -Purpose 'the nightly run of all the reports'");
        Assert.Contains(_session.All<string>("$node | Out-String -Width 199 -Stream"), line => line.Contains(Path, StringComparison.Ordinal) && line.Contains(Text, StringComparison.Ordinal));
        Assert.Contains(_session.All<string>("$lock | Out-String -Width 199 -Stream"), line => line.Contains("a-job-with-a-name-of-forty-characters-or-so", StringComparison.Ordinal) && line.Contains("the nightly run of all the reports", StringComparison.Ordinal));
        foreach (var command in (string[])["$node", "$lock", "Get-FlinkJobLock *"])
            foreach (var width in (int[])[79, 99, 119])
                Assert.DoesNotContain('…', _session.One<string>($"{command} | Out-String -Width {width}"));
    }

    [Theory]
    [InlineData("12345678901234568")]
    [InlineData("-98765432109876543")]
    [InlineData("1e15")]
    [InlineData("1.7e300")]
    [InlineData("999999999999999")]
    [InlineData("2.25")]
    public void A_number_in_a_table_of_windows_is_the_number(string number)
    {
        var table = _session.One<string>("[pscustomobject]@{ at = [datetime]'2001-01-01'; n = [double]$args[0] } | Start-FlinkStream -Time at -Window 1m -Aggregate @{ Max = 'max n' } 6>$null | Out-String", number);
        // Not 12345678901234600: no digit that the number does not have.
        Assert.EndsWith($" {double.Parse(number, CultureInfo.InvariantCulture).ToString(CultureInfo.InvariantCulture)}", table.TrimEnd(), StringComparison.Ordinal);
    }

    [Fact]
    public void What_a_server_found_is_one_line()
    {
        var folder = Directory.CreateTempSubdirectory("flinkzk-views-");
        try
        {
            _session.Run("$zk = Connect-Zk -Embedded -DataPath $args[0]; $null = New-ZkNode /kept x; $zk | Disconnect-Zk; $server = Start-ZkServer -DataPath $args[0]", folder.FullName);
            Assert.Matches(@"^(no snapshot|snapshot 0x[0-9a-f]+), \d+ transactions replayed", _session.One<string>("\"$($server.Recovery)\""));
            Assert.DoesNotContain("Array", _session.One<string>("$server | Format-List * | Out-String -Width 400"), StringComparison.Ordinal);
        }
        finally
        {
            _session.Run("Get-ZkServer | Stop-ZkServer -Confirm:$false");
            folder.Delete(recursive: true);
        }
    }

    [Theory]
    [InlineData("[pscustomobject]@{ at = 'nonsense' } | Start-FlinkStream -Time at -Window 1m -Aggregate @{ n = 'count' }")]
    [InlineData("Get-ZkNode /none")]
    public void Nothing_stands_between_an_error_and_what_it_recommends(string command)
    {
        _session.Run($"$null = {command} -ErrorVariable found -ErrorAction SilentlyContinue 6>$null 3>$null");
        var shown = _session.One<string>("$found[0] | Out-String -Width 400").ReplaceLineEndings("\n").Trim();
        Assert.NotEmpty(shown);
        Assert.DoesNotContain("\n\n", shown, StringComparison.Ordinal);
    }

    [Fact]
    public void An_error_names_no_parameter_of_NET_and_says_what_to_do()
    {
        var error = _session.Error("Set-ZkConfig j @{ psobject = 1 }");
        Assert.DoesNotContain("(Parameter", error.Exception.Message, StringComparison.Ordinal);
        Assert.Equal(error.ErrorDetails.Message, error.Exception.Message);
        Assert.Contains("Get-Help", error.ErrorDetails.RecommendedAction, StringComparison.Ordinal);
    }
}
