using System.Text.RegularExpressions;

namespace FlinkZk.Module.Tests.Examples;

/// <summary>Finds the examples of all documents: a new page's are found, and run, without being named anywhere.</summary>
internal static partial class Documents
{
    public static IReadOnlyList<Example> All { get; } =
    [
        .. Pages().SelectMany(path => Fenced(Path.GetFileNameWithoutExtension(path), File.ReadAllLines(path))),
        .. Fenced("README", File.ReadAllLines(Repository.File("README.md"))),
        .. Fenced("zkcli", File.ReadAllLines(Repository.File("docs", "zkcli.md"))),
        .. Topics().SelectMany(path => Indented(Path.GetFileName(path).Replace(".help.txt", "", StringComparison.Ordinal), File.ReadAllLines(path))),
    ];

    public static IEnumerable<string> Pages() => Directory.GetFiles(Repository.File("docs", "cmdlets"), "*-*.md").Order(StringComparer.Ordinal);

    public static IEnumerable<string> Topics() => Directory.GetFiles(Repository.File("en-US"), "about_*.help.txt").Order(StringComparer.Ordinal);

    /// <summary>Blocks fenced as powershell; a block fenced as output beneath one, with nothing but blank lines between, is what it shows.</summary>
    public static IEnumerable<Example> Fenced(string page, IReadOnlyList<string> lines)
    {
        var heading = "";
        var numbers = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var i = 0; i < lines.Count; i++)
        {
            if (lines[i].StartsWith('#'))
                heading = lines[i].TrimStart('#', ' ');
            if (!lines[i].StartsWith("```", StringComparison.Ordinal))
                continue;
            var isCode = lines[i].StartsWith("```powershell", StringComparison.Ordinal);
            var block = lines.Skip(i + 1).TakeWhile(line => !line.StartsWith("```", StringComparison.Ordinal)).ToArray();
            i += block.Length + 1;
            if (!isCode)
                continue;
            numbers[heading] = numbers.GetValueOrDefault(heading) + 1;
            var title = heading.StartsWith("Example ", StringComparison.Ordinal) ? heading : $"{heading} {numbers[heading]}";
            yield return new Example(page, title, string.Join('\n', block), OutputBelow(lines, i));
        }
    }

    /// <summary>
    /// In a topic: a block set in by eight blanks whose first word is a command or a variable. Tables and
    /// remedies are set in as well: they begin otherwise.
    /// </summary>
    public static IEnumerable<Example> Indented(string page, IReadOnlyList<string> lines)
    {
        var number = 0;
        for (var i = 0; i < lines.Count; i++)
        {
            if (!IsSetIn(lines[i]))
                continue;
            var block = lines.Skip(i).TakeWhile(line => IsSetIn(line)).ToArray();
            i += block.Length;
            if (FirstWord().IsMatch(block[0]))
                yield return new Example(page, $"block {++number}", string.Join('\n', block.Select(line => line[8..])), Output: null);
        }
    }

    private static bool IsSetIn(string line) => line.StartsWith("        ", StringComparison.Ordinal);

    private static string? OutputBelow(IReadOnlyList<string> lines, int end)
    {
        var next = end + 1;
        while (next < lines.Count && lines[next].Length == 0)
            next++;
        return next < lines.Count && lines[next] is "```output"
            ? string.Join('\n', lines.Skip(next + 1).TakeWhile(line => line != "```"))
            : null;
    }

    [GeneratedRegex(@"^ {8}(\$|\d+\.\.\d+ \||'|if |try |cd |[A-Z][a-z]+-[A-Z]\w+)")]
    private static partial Regex FirstWord();
}
