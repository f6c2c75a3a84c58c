using System.Text.RegularExpressions;

namespace FlinkZk.Tools.HelpBuilder;

/// <summary>A cmdlet's help: one page in the schema of platyPS 2.0.0.</summary>
internal sealed record HelpPage(string Name, string Synopsis, IReadOnlyList<string> Description)
{
    public required IReadOnlyList<HelpExample> Examples { get; init; }

    public required IReadOnlyList<HelpParameter> Parameters { get; init; }

    public required IReadOnlyList<string> Inputs { get; init; }

    public required IReadOnlyList<string> Outputs { get; init; }

    public required IReadOnlyList<string> Notes { get; init; }

    public required IReadOnlyList<(string Text, string Target)> Links { get; init; }

    /// <summary>The sets in the order of the SYNTAX section; the default first.</summary>
    public required IReadOnlyList<string> ParameterSets { get; init; }

    /// <exception cref="FormatException">Names the page and what it lacks.</exception>
    public static HelpPage Read(string path)
    {
        var page = MarkdownSection.Parse(File.ReadAllLines(path));
        var name = Path.GetFileNameWithoutExtension(path);
        if (page.Title != name)
            throw new FormatException($"{path}: the first heading is '{page.Title}', not '{name}'.");
        var synopsis = string.Join(' ', Section("SYNOPSIS").Paragraphs);
        if (synopsis.Length == 0)
            throw new FormatException($"{path}: the synopsis is empty.");

        return new HelpPage(name, synopsis, Section("DESCRIPTION").Paragraphs)
        {
            Examples = [.. Section("EXAMPLES").Sections.Select(HelpExample.From)],
            Parameters = [.. Section("PARAMETERS").Sections.Where(section => section.Title != "CommonParameters").Select(section => HelpParameter.From(section, path))],
            Inputs = [.. Section("INPUTS").Sections.Select(section => section.Title)],
            Outputs = [.. Section("OUTPUTS").Sections.Select(section => section.Title)],
            Notes = Section("NOTES").Paragraphs,
            Links = [.. Regex.Matches(string.Join(' ', Section("RELATED LINKS").Paragraphs), @"\[(?<text>[^\]]+)\]\((?<target>[^)]*)\)")
                .Select(match => (match.Groups["text"].Value, match.Groups["target"].Value))],
            ParameterSets = Sets(Section("SYNTAX")),
        };

        MarkdownSection Section(string title) =>
            page.Sections.FirstOrDefault(section => section.Title == title) ?? throw new FormatException($"{path}: the section '## {title}' is missing.");
    }

    private static IReadOnlyList<string> Sets(MarkdownSection syntax) => syntax.Sections.Count == 0
        ? ["(All)"]
        : [.. syntax.Sections.Select(section => section.Title.Replace(" (Default)", "", StringComparison.Ordinal))];
}
