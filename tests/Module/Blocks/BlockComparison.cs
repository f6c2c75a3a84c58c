using System.Collections.Concurrent;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace FlinkZk.Module.Tests.Blocks;

/// <summary>Runs all cases with one way to call a block, once, in a real pwsh.</summary>
internal static partial class BlockComparison
{
    /// <summary>What PowerShell itself does.</summary>
    public const string Reference = "&";

    private static readonly ConcurrentDictionary<string, Lazy<IReadOnlyDictionary<string, string[]>>> Runs = new(StringComparer.Ordinal);

    public static string CasesFile { get; } = Repository.File("tests", "Module", "Blocks", "Cases.ps1");

    /// <summary>The names of the cases.</summary>
    public static IEnumerable<string> Names => CaseName().Matches(File.ReadAllText(CasesFile)).Select(match => match.Groups[1].Value.Trim());

    /// <summary>What came out of a case, line by line.</summary>
    /// <param name="call">How a block is called, with ? where every call in a script needs a letter of its own.</param>
    /// <param name="name">The case.</param>
    public static string[] Seen(string call, string name) => Runs.GetOrAdd(call, key => new(() => RunAll(key))).Value[name];

    /// <summary>The call padded to the same length, so that whatever stands behind it has the same place.</summary>
    public static string Padded(string call) => call.PadRight(24);

    /// <summary>Takes the call out of a text that shows it.</summary>
    public static string WithoutCall(string text, string call) =>
        Regex.Replace(text, Regex.Escape(Padded(call)).Replace("\\?", "[a-z]", StringComparison.Ordinal), Padded("CALL"));

    private static Dictionary<string, string[]> RunAll(string call)
    {
        var (exitCode, output, error) = Pwsh.File(Repository.File("tests", "Module", "Blocks", "Compare.ps1"), Repository.Manifest, CasesFile, Padded(call));
        Assert.True(exitCode == 0, error);
        var seen = new Dictionary<string, string[]>(StringComparer.Ordinal);
        foreach (var line in output.Split('\n').Where(line => line.StartsWith('{')))
        {
            var item = JsonSerializer.Deserialize<JsonElement>(line);
            seen[item.GetProperty("name").GetString()!] = [.. item.GetProperty("seen").EnumerateArray().Select(text => WithoutCall(text.GetString()!, call))];
        }
        return seen;
    }

    [GeneratedRegex("^#: (.*)$", RegexOptions.Multiline)]
    private static partial Regex CaseName();
}
