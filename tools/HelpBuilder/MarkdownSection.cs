using System.Text.RegularExpressions;

namespace FlinkZk.Tools.HelpBuilder;

/// <summary>A heading with what stands under it. Of Markdown only what help pages use: headings, paragraphs, a fenced block a section, and one of what it shows.</summary>
internal sealed partial class MarkdownSection(string title)
{
    private readonly List<string> _paragraphs = [];
    private readonly List<string> _code = [];
    private readonly List<string> _output = [];
    private readonly List<MarkdownSection> _sections = [];
    private string _open = "";

    public string Title => title;

    /// <summary>Paragraphs, each in one line and without marks.</summary>
    public IReadOnlyList<string> Paragraphs => _paragraphs;

    public IReadOnlyList<string> Code => _code;

    /// <summary>The block fenced as output.</summary>
    public IReadOnlyList<string> Output => _output;

    public IReadOnlyList<MarkdownSection> Sections => _sections;

    /// <summary>The page's one section of the first level, null where it has none, or several, or text before it.</summary>
    public static MarkdownSection? Parse(IEnumerable<string> lines)
    {
        var path = new List<MarkdownSection> { new("") };
        var (inCode, isOutput) = (false, false);
        foreach (var line in lines)
        {
            if (line.StartsWith("```", StringComparison.Ordinal))
                (inCode, isOutput) = (!inCode, line == "```output");
            else if (inCode)
                (isOutput ? path[^1]._output : path[^1]._code).Add(line);
            else if (Heading().Match(line) is { Success: true } heading)
                Enter(path, heading.Groups[1].Length, heading.Groups[2].Value.Trim());
            else
                path[^1].AddText(line.Trim());
        }
        Close(path, 0);
        return path[0] is { _paragraphs: [], _code: [], _sections: [var page] } ? page : null;
    }

    private static void Enter(List<MarkdownSection> path, int level, string title)
    {
        Close(path, level - 1);
        var section = new MarkdownSection(title);
        path[^1]._sections.Add(section);
        path.Add(section);
    }

    private static void Close(List<MarkdownSection> path, int level)
    {
        while (path.Count > level + 1)
        {
            path[^1].AddText("");
            path.RemoveAt(path.Count - 1);
        }
        path[^1].AddText("");
    }

    private void AddText(string line)
    {
        if (line.Length > 0)
        {
            _open = _open.Length == 0 ? line : $"{_open} {line}";
            return;
        }
        if (_open.Length > 0)
            _paragraphs.Add(Marks().Replace(_open, "$1"));
        _open = "";
    }

    [GeneratedRegex("^(#{1,3}) (.*)$")]
    private static partial Regex Heading();

    [GeneratedRegex(@"`([^`]+)`")]
    private static partial Regex Marks();
}
