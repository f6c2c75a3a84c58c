using System.Text.RegularExpressions;

namespace FlinkZk.Tools.HelpBuilder;

/// <summary>What people wrote of a cmdlet: one page of Markdown. Syntax and parameters come from the code, whatever the page shows of them.</summary>
internal sealed record HelpPage(string Path, string Name, string Synopsis, IReadOnlyList<string> Description)
{
    public required IReadOnlyList<HelpExample> Examples { get; init; }

    /// <summary>Types that come in or go out, with what the page says of them; types of the code that it does not name come besides.</summary>
    public required IReadOnlyDictionary<string, IReadOnlyList<string>> Inputs { get; init; }

    public required IReadOnlyDictionary<string, IReadOnlyList<string>> Outputs { get; init; }

    public required IReadOnlyList<string> Notes { get; init; }

    public required IReadOnlyList<(string Text, string Target)> Links { get; init; }

    /// <exception cref="FormatException">Names the page and what it lacks.</exception>
    public static HelpPage Read(string path)
    {
        var page = MarkdownSection.Parse(File.ReadAllLines(path));
        var name = System.IO.Path.GetFileNameWithoutExtension(path);
        if (page.Title != name)
            throw new FormatException($"{path}: the first heading is '{page.Title}', not '{name}'.");
        var synopsis = string.Join(' ', Section("SYNOPSIS").Paragraphs);
        if (synopsis.Length == 0)
            throw new FormatException($"{path}: the synopsis is empty.");

        return new HelpPage(path, name, synopsis, Section("DESCRIPTION").Paragraphs)
        {
            Examples = [.. Section("EXAMPLES").Sections.Select(HelpExample.From)],
            Inputs = Types("INPUTS"),
            Outputs = Types("OUTPUTS"),
            Notes = Optional("NOTES")?.Paragraphs ?? [],
            Links = [.. Regex.Matches(string.Join(' ', Optional("RELATED LINKS")?.Paragraphs ?? []), @"\[(?<text>[^\]]+)\]\((?<target>[^)]*)\)")
                .Select(match => (match.Groups["text"].Value, match.Groups["target"].Value))],
        };

        MarkdownSection? Optional(string title) => page.Sections.FirstOrDefault(section => section.Title == title);

        MarkdownSection Section(string title) => Optional(title) ?? throw new FormatException($"{path}: the section '## {title}' is missing.");

        Dictionary<string, IReadOnlyList<string>> Types(string title) => Optional(title)?.Sections.Where(section => section.Title != "None")
            .ToDictionary(section => section.Title, section => section.Paragraphs, StringComparer.Ordinal) ?? [];
    }
}
