using System.Globalization;
using System.Text.RegularExpressions;

namespace FlinkZk.Module.Tests;

/// <summary>
/// What a public object shows to a person, in every way in which one looks at it, kept as a file. A new type needs Snapshots/(its full name).ps1, a script that
/// makes one or more such objects; the file beside it is written with FLINKZK_WRITE_SNAPSHOTS=1, looked at, and committed. Lines "# mask: (regular expression)"
/// in the script name what differs from run to run; times, ports, GUIDs and session ids are masked anyway.
/// </summary>
[Collection(Rendering.OfTheProcess)]
public sealed partial class SnapshotTests
{
    private const string Rewrite = "FLINKZK_WRITE_SNAPSHOTS";

    private const string Look = """
        param($type, $sample, $language)
        [cultureinfo]::CurrentCulture = $language
        $PSStyle.OutputRendering = 'PlainText'
        $items = @(& ([scriptblock]::Create($sample)) 6>$null)
        <# mode #>
        function Show($title, $text) { "== $title"; "$($text | Out-String -Width 400)".TrimEnd(); '' }
        "$(@($items | ForEach-Object { $_.PSTypeNames[0] } | Select-Object -Unique))"
        ''
        Show 'As it comes, 80 columns' ($items | Out-String -Width 79)
        Show 'As it comes, 120 columns' ($items | Out-String -Width 120)
        Show 'As it comes, 200 columns' ($items | Out-String -Width 200)
        Show 'Format-Table, 80 columns' ($items | Format-Table | Out-String -Width 79)
        Show 'Format-Table, 120 columns' ($items | Format-Table | Out-String -Width 120)
        Show 'Format-List' ($items | Format-List | Out-String -Width 120)
        Show 'Format-Wide' ($items | Format-Wide -Column 1 | Out-String -Width 120)
        Show 'As text' ($items | ForEach-Object { "$_" })
        Show 'ConvertTo-Csv' ($items | ConvertTo-Csv)
        Show 'ConvertTo-Json -Depth 5' ($items | ConvertTo-Json -Depth 5 -WarningAction Ignore)
        Show 'Select-Object *' ($items | Select-Object * | Format-List | Out-String -Width 120)
        Show 'Get-Member' ($items | Get-Member -MemberType Properties | ForEach-Object { "$($_.MemberType) $($_.Name)" } | Select-Object -Unique)
        """;

    public static TheoryData<string> Types => [.. Directory.GetFiles(Folder, "*.ps1").Select(path => Path.GetFileNameWithoutExtension(path)!).Order(StringComparer.Ordinal)];

    private static string Folder => Repository.File("tests", "Module", "Snapshots");

    [Theory]
    [MemberData(nameof(Types))]
    public void An_object_shows_what_a_person_wants(string type)
    {
        var seen = See(type, CultureInfo.InvariantCulture);
        var file = Path.Combine(Folder, type + ".txt");
        if (Environment.GetEnvironmentVariable(Rewrite) == "1")
            File.WriteAllText(file, seen);
        Assert.True(File.Exists(file), $"There is no snapshot of {type}. Run the tests with {Rewrite}=1, look at what it writes, and commit it.");
        Assert.True(File.ReadAllText(file).ReplaceLineEndings("\n") == seen, $"{type} shows itself otherwise than in {file}. If that is right, run the tests with {Rewrite}=1, look at the difference, and commit it. Now it is:\n{seen}");
    }

    [Theory]
    [MemberData(nameof(Types))]
    public void An_object_shows_no_inside_and_no_secret_and_fits_the_width(string type)
    {
        var seen = See(type, CultureInfo.InvariantCulture);
        Assert.StartsWith(type + "\n", seen, StringComparison.Ordinal);
        var sections = seen.Split("== ").Skip(1).ToDictionary(section => section.Split('\n')[0], section => section.Split('\n')[1..]);
        Assert.All(sections["As it comes, 80 columns"].Concat(sections["Format-Table, 80 columns"]), line => Assert.True(line.Length <= 79, line));
        Assert.All(sections["As text"], line => Assert.DoesNotContain("FlinkZk.", line, StringComparison.Ordinal));
        Assert.DoesNotContain("s3cret", seen, StringComparison.Ordinal);
        Assert.All(sections["ConvertTo-Json -Depth 5"].Concat(sections["ConvertTo-Csv"]), line => Assert.DoesNotContain("FlinkZk.", line, StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Types))]
    public void An_object_is_the_same_text_in_every_culture(string type)
    {
        foreach (var culture in new[] { "de-DE", "tr-TR", "th-TH" }.Select(CultureInfo.GetCultureInfo))
        {
            // With room for all: a cell is broken between words in some languages and anywhere in others.
            foreach (var title in new[] { "As it comes, 200 columns", "As text", "ConvertTo-Json -Depth 5" })
                Assert.Equal(Section(See(type, CultureInfo.InvariantCulture), title), Section(See(type, culture), title));
        }
    }

    [Theory]
    [InlineData("de-DE")]
    [InlineData("tr-TR")]
    [InlineData("th-TH")]
    public void Times_of_windows_stay_readable_in_CSV_in_every_culture(string culture) =>
        Assert.Contains("\"2001-01-01T00:00:00Z\",\"2001-01-01T00:01:00Z\",\"x\"", Section(See("FlinkZk.FlinkWindowResult", CultureInfo.GetCultureInfo(culture)), "ConvertTo-Csv"), StringComparison.Ordinal);

    [Theory]
    [MemberData(nameof(Types))]
    public void Strict_mode_changes_nothing_of_what_is_shown(string type) =>
        Assert.Equal(See(type, CultureInfo.InvariantCulture), See(type, CultureInfo.InvariantCulture, "Set-StrictMode -Version Latest"));

    [Theory]
    [MemberData(nameof(Types))]
    public void Constrained_language_changes_nothing_of_what_is_shown(string type) =>
        Assert.Equal(See(type, CultureInfo.InvariantCulture), See(type, CultureInfo.InvariantCulture, "$ExecutionContext.SessionState.LanguageMode = 'ConstrainedLanguage'"));

    private static string Section(string seen, string title) => seen.Split("== ").Single(section => section.StartsWith(title + "\n", StringComparison.Ordinal));

    private static string See(string type, CultureInfo culture, string mode = "")
    {
        using var session = ModuleSession.Embedded();
        var sample = File.ReadAllText(Path.Combine(Folder, type + ".ps1"));
        var text = string.Join('\n', session.All<string>(Look.Replace("<# mode #>", mode, StringComparison.Ordinal), type, sample, culture)).ReplaceLineEndings("\n");
        foreach (Match mask in Masks().Matches(sample))
            text = Regex.Replace(Regex.Replace(text, mask.Groups[1].Value, "#", RegexOptions.Multiline), " {2,}#", "  #");
        foreach (var port in Ports().Matches(text).Select(match => match.Groups[1].Value).Distinct().ToArray())
            text = Regex.Replace(text, $@"\b{port}\b", new string('#', port.Length));
        text = Iso().Replace(text, "yyyy-mm-dd$1hh:mm:ss");
        text = Minutes().Replace(text, "yyyy-mm-dd hh:mm");
        text = Invariant().Replace(text, "mm/dd/yyyy hh:mm:ss");
        text = Clock().Replace(text, "hh:mm:ssZ");
        text = Identifier().Replace(text, match => (match.Value.StartsWith("0x", StringComparison.Ordinal) ? "0x" : "").PadRight(match.Length, '#'));
        return string.Join('\n', text.Split('\n').Select(line => line.TrimEnd())).TrimEnd() + "\n";
    }

    [GeneratedRegex("^# mask: (.*?)\r?$", RegexOptions.Multiline)]
    private static partial Regex Masks();

    [GeneratedRegex(@"127\.0\.0\.1:(\d+)")]
    private static partial Regex Ports();

    // Samples are of 2001, or of now.
    [GeneratedRegex(@"20[2-9]\d-\d\d-\d\d([T ])\d\d:\d\d:\d\d(?:\.\d+)?")]
    private static partial Regex Iso();

    [GeneratedRegex(@"20[2-9]\d-\d\d-\d\d \d\d:\d\d")]
    private static partial Regex Minutes();

    [GeneratedRegex(@"\d\d/\d\d/20[2-9]\d \d\d:\d\d:\d\d")]
    private static partial Regex Invariant();

    [GeneratedRegex(@"^\d\d:\d\d:\d\dZ", RegexOptions.Multiline)]
    private static partial Regex Clock();

    [GeneratedRegex(@"0x[0-9a-f]{8,}|(?<=/)[0-9a-f]{32}(?=-lock-)")]
    private static partial Regex Identifier();
}
