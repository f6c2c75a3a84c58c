using System.Text.RegularExpressions;
using FlinkZk.Server.Options;
using FlinkZk.Testing;

namespace FlinkZk.Server.Tests.Differences;

/// <summary>Ours and Apache ZooKeeper 3.9, both as they are without options, are asked the same. Where the answers are not the same, docs/differences.md says so, and why.</summary>
public sealed partial class DifferenceTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_ours_answers_otherwise_than_Apache_is_what_the_table_says()
    {
        await using var java = await StartJavaAsync();
        await using var ours = await StartOursAsync(new());
        var told = ReadTable();
        var wrong = new List<string>();
        foreach (var question in Questions.All)
        {
            var (javas, our) = (await question.AskAsync(java.Port), await question.AskAsync(ours.Port));
            var known = told.Remove(question.Name, out var row);
            if (known ? (javas, our) != row : javas != our)
                wrong.Add($"{question.Name} | `{javas}` | `{our}`");
        }
        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
        Assert.Empty(told.Keys);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task With_the_same_option_nodes_with_a_time_to_live_are_answered_alike(bool extendedTypes)
    {
        await using var java = await StartJavaAsync(extendedTypes);
        await using var ours = await StartOursAsync(new() { ExtendedTypes = extendedTypes });
        foreach (var question in Questions.OfTimesToLive)
            Assert.Equal((question.Name, await question.AskAsync(java.Port)), (question.Name, await question.AskAsync(ours.Port)));
    }

    private static async Task<ApacheServer> StartJavaAsync(bool extendedTypes = false)
    {
        if (ZooKeeperHome.Newest is not { } home)
        {
            Assert.Skip(ZooKeeperHome.SkipReason);
            throw new InvalidOperationException();
        }
        return await ApacheServer.StartAsync(home, new() { JavaFlags = [$"-Dzookeeper.extendedTypesEnabled={(extendedTypes ? "true" : "false")}"] }, Cancel);
    }

    private static ValueTask<ZkServer> StartOursAsync(ZkServerOptions options) =>
        ZkServer.StartAsync(options with { FourLetterWords = new HashSet<string> { "*" }, MaxConnectionsPerAddress = 0 }, Cancel);

    // The first words in backticks of the second and the third column are the answers.
    private static Dictionary<string, (string Java, string Ours)> ReadTable()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "FlinkZk.slnx")))
            folder = Path.GetDirectoryName(folder)!;
        var rows = File.ReadLines(Path.Combine(folder, "docs", "differences.md")).Select(static line => Row().Match(line)).Where(static row => row.Success).ToList();
        Assert.NotEmpty(rows);
        return rows.ToDictionary(static row => row.Groups["name"].Value, static row => (row.Groups["java"].Value, row.Groups["ours"].Value));
    }

    [GeneratedRegex(@"^\| (?<name>[^|]+) \| `(?<java>[^`]+)`[^|]* \| `(?<ours>[^`]+)`[^|]* \|")]
    private static partial Regex Row();
}
