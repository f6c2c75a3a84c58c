using System.Text.RegularExpressions;

namespace FlinkZk.Module.Tests;

/// <summary>The topics of Get-Help about_FlinkZk*: they are found, fit a console, name what there is, and know every error.</summary>
public sealed partial class TopicTests
{
    // `help` of zkCli 3.9.4.
    private static readonly string[] ZkCliCommands =
    [
        "addWatch", "addauth", "close", "config", "connect", "create", "delete", "deleteall", "delquota", "get", "getAcl", "getAllChildrenNumber", "getEphemerals", "history", "listquota", "ls",
        "printwatches", "quit", "reconfig", "redo", "removewatches", "set", "setAcl", "setquota", "stat", "sync", "version", "whoami",
    ];

    public static TheoryData<string> Topics => [.. Directory.GetFiles(Repository.File("en-US"), "about_*.help.txt").Select(path => Path.GetFileName(path)[..^".help.txt".Length]).Order(StringComparer.Ordinal)];

    [Fact]
    public void Get_Help_lists_every_topic_and_shows_it()
    {
        using var session = new ModuleSession();
        Assert.Equal(Topics.Select(row => row.Data), session.All<string>("Get-Help about_FlinkZk* | ForEach-Object Name | Sort-Object"));
    }

    [Theory]
    [MemberData(nameof(Topics))]
    public void A_topic_fits_eighty_columns_and_names_topics_and_cmdlets_that_there_are(string topic)
    {
        var lines = File.ReadAllLines(Repository.File("en-US", topic + ".help.txt"));
        Assert.DoesNotContain(lines, line => line.Length > 80 || line.Contains('\t', StringComparison.Ordinal));
        Assert.Equal("    " + topic, lines[1]);
        var known = Cmdlets().Concat(Topics.Select(row => row.Data)).ToHashSet(StringComparer.Ordinal);
        var named = Names().Matches(string.Join('\n', lines)).Select(match => match.Value);
        Assert.DoesNotContain(named, name => !known.Contains(name));
    }

    [Fact]
    public void The_first_topic_leads_to_all_others()
    {
        var first = File.ReadAllText(Repository.File("en-US", "about_FlinkZk.help.txt"));
        Assert.DoesNotContain(Topics.Select(row => row.Data), topic => !first.Contains(topic, StringComparison.Ordinal));
    }

    [Fact]
    public void Every_error_id_of_the_code_has_cause_and_remedy_and_no_other_is_named()
    {
        var lines = File.ReadAllLines(Repository.File("en-US", "about_FlinkZk_Errors.help.txt"));
        var documented = lines.Select((line, i) => (line, i)).Where(item => Ids().IsMatch(item.line)).ToArray();
        Assert.All(documented, item => Assert.True(lines[item.i + 1].StartsWith("        ", StringComparison.Ordinal) && lines[item.i + 2].StartsWith("        ", StringComparison.Ordinal), item.line));
        Assert.Equal(ErrorIds().Order(StringComparer.Ordinal), documented.SelectMany(item => item.line.Trim().Split(", ")).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("docs", "zkcli.md", @"^\| `(?<command>\w+)")]
    [InlineData("en-US", "about_FlinkZk_ZkCli.help.txt", @"^ {4}(?<command>\w+)(,? |$)(?<more>.*?, (?<command>\w+))?")]
    public void Every_command_of_zkCli_is_in_the_table(string folder, string file, string row)
    {
        var named = File.ReadAllLines(Repository.File(folder, file)).SelectMany(line => Regex.Match(line, row).Groups["command"].Captures).Select(capture => capture.Value);
        Assert.Empty(ZkCliCommands.Except(named));
    }

    [Fact]
    public void The_tables_for_users_of_other_clients_name_cmdlets_that_there_are()
    {
        var named = Names().Matches(File.ReadAllText(Repository.File("docs", "zkcli.md"))).Select(match => match.Value).Where(name => !name.StartsWith("about_", StringComparison.Ordinal)).ToArray();
        Assert.NotEmpty(named);
        Assert.Empty(named.Except(Cmdlets()));
    }

    private static string[] Cmdlets()
    {
        using var session = new ModuleSession();
        return session.All<string>("Get-Command -Module FlinkZk | ForEach-Object Name");
    }

    // Literal ids stand before a category; the others are names of enumerations.
    private static HashSet<string> ErrorIds()
    {
        var sources = Directory.GetFiles(Repository.File("src", "FlinkZk"), "*.cs", SearchOption.AllDirectories).Where(path => !path.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal))
            .Select(File.ReadAllText).ToArray();
        var ids = sources.SelectMany(source => LiteralIds().Matches(source)).Select(match => match.Groups[1].Value).Append("ServerError").ToHashSet(StringComparer.Ordinal);
        ids.UnionWith(Members("src", "FlinkZk.Wire", "ErrorCode.cs").Where(name => name != "Ok"));
        ids.UnionWith(Members("src", "FlinkZk.Streams", "StreamErrorId.cs"));
        ids.UnionWith(Members("src", "FlinkZk.Coordination", "Trees", "TreeError.cs"));
        ids.UnionWith(Members("src", "FlinkZk.Clusters", "Http", "FlinkProblem.cs").Select(name => "Flink" + name));
        // Each table that passes on the names of an enumeration is named above.
        Assert.Equal(3, sources.Count(source => source.Contains(": IErrorTable", StringComparison.Ordinal) && EnumIds().IsMatch(source)));
        return ids;
    }

    private static IEnumerable<string> Members(params string[] file) => EnumMembers().Matches(File.ReadAllText(Repository.File(file))).Select(match => match.Groups[1].Value);

    [GeneratedRegex(@"(?:Invalid\((?=""[A-Z]\w+"", )|)""([A-Z]\w+)"",(?:\s*(?:System\.Management\.Automation\.)?ErrorCategory\.|(?<=Invalid\(""\w+"",))")]
    private static partial Regex LiteralIds();

    [GeneratedRegex(@"\.(Id|Code)\.ToString\(\)")]
    private static partial Regex EnumIds();

    [GeneratedRegex(@"^    (\w+)( = -?\d+)?,\r?$", RegexOptions.Multiline)]
    private static partial Regex EnumMembers();

    [GeneratedRegex(@"^ {4}[A-Z]\w+(, [A-Z]\w+)*$")]
    private static partial Regex Ids();

    [GeneratedRegex(@"\b(about_FlinkZk\w*|[A-Z][a-z]+-(Zk|Flink)\w*)")]
    private static partial Regex Names();
}
