using System.Text;
using System.Text.RegularExpressions;

namespace FlinkZk.Tools.HelpBuilder;

/// <summary>
/// Writes SYNTAX and PARAMETERS of a page from the code, for those who read it on the web. All else stays as people wrote it; what the code says
/// by itself (types in INPUTS and OUTPUTS without a word about them, platyPS's header) goes.
/// </summary>
internal static class PageWriter
{
    private const int Width = 110;

    /// <summary>The page as it should be.</summary>
    public static string Rewrite(string text, CmdletFacts facts)
    {
        var lines = text.ReplaceLineEndings("\n").Split('\n');
        var sections = new List<(string Title, List<string> Lines)> { ("", []) };
        var inCode = false;
        foreach (var line in lines.SkipWhile(line => !line.StartsWith("# ", StringComparison.Ordinal)))
        {
            inCode ^= line.StartsWith("```", StringComparison.Ordinal);
            if (!inCode && line.StartsWith("## ", StringComparison.Ordinal))
                sections.Add((line[3..].Trim(), []));
            sections[^1].Lines.Add(line);
        }
        sections.RemoveAll(section => section.Title is "SYNTAX" or "PARAMETERS" || (section.Title is "INPUTS" or "OUTPUTS" or "NOTES" or "RELATED LINKS" && !SaysSomething(section.Title, section.Lines, facts)));
        Insert(sections, "SYNOPSIS", "SYNTAX", Syntax(facts));
        Insert(sections, "EXAMPLES", "PARAMETERS", Parameters(facts));
        return string.Join("\n\n", sections.Select(section => string.Join('\n', section.Lines).Trim())) + "\n";
    }

    private static bool SaysSomething(string title, IEnumerable<string> lines, CmdletFacts facts)
    {
        var known = (title == "INPUTS" ? facts.Inputs : facts.Outputs).Append("None").ToHashSet(StringComparer.Ordinal);
        return lines.Skip(1).Any(line => line.Trim().Length > 0 && !(line.StartsWith("### ", StringComparison.Ordinal) && known.Contains(line[4..].Trim())));
    }

    private static void Insert(List<(string Title, List<string> Lines)> sections, string after, string title, string text) =>
        sections.Insert(sections.FindIndex(section => section.Title == after) + 1, (title, [text]));

    private static string Syntax(CmdletFacts facts) => "## SYNTAX\n" + string.Join('\n', facts.Syntax.Select(set =>
        $"{(set.Set is null ? "" : $"\n### {set.Set}{(set.IsDefault ? " (Default)" : "")}")}\n```\n{Wrap(set.Line)}\n```\n"));

    private static string Parameters(CmdletFacts facts) =>
        "## PARAMETERS\n\n<!-- From the code and its docstrings: dotnet build src/FlinkZk -t:WriteHelpPages -->\n\n" + string.Join('\n', facts.Parameters.Select(parameter =>
            $"### -{parameter.Name}\n{string.Join("\n\n", parameter.Description.Select(Escape))}\n\n{string.Join(" · ", FactsOf(parameter))}\n"));

    private static IEnumerable<string> FactsOf(ParameterFacts parameter)
    {
        yield return $"`{parameter.Type}`";
        if (!parameter.DiffersBySet)
            yield return parameter.Sets[0].Words;
        if (parameter.Default != "None" && !parameter.IsSwitch)
            yield return $"default `{parameter.Default}`";
        if (parameter.Aliases.Count > 0)
            yield return $"{(parameter.Aliases.Count == 1 ? "alias" : "aliases")} {string.Join(", ", parameter.Aliases.Select(alias => $"`{alias}`"))}";
        if (parameter.Wildcards)
            yield return "takes wildcards";
        foreach (var note in ParameterNotes.Of(parameter))
            yield return note.TrimEnd('.');
    }

    // Markdown would read what stands in angle brackets as HTML, and a pair of stars as emphasis.
    private static string Escape(string text) => text.Replace("<", "&lt;", StringComparison.Ordinal).Replace("*", "\\*", StringComparison.Ordinal).Replace("_", "\\_", StringComparison.Ordinal);

    private static string Wrap(string line)
    {
        var text = new StringBuilder();
        var length = 0;
        // A parameter and its value stay together: a break stands before a bracket or a dash that opens one.
        foreach (var part in Regex.Split(line, @" (?=\[|-)"))
        {
            if (length > 0 && length + 1 + part.Length > Width)
            {
                text.Append("\n    ");
                length = 4;
            }
            else if (length > 0)
            {
                text.Append(' ');
                length++;
            }
            text.Append(part);
            length += part.Length;
        }
        return text.ToString();
    }
}
