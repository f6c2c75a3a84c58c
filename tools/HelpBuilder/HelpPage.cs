using System.Text.RegularExpressions;

namespace FlinkZk.Tools.HelpBuilder;

/// <summary>What people wrote of a cmdlet: one page of Markdown. Syntax, parameters and types are the code's, and a page that repeats them is refused.</summary>
internal sealed record HelpPage(string Path, string Name, string Synopsis, IReadOnlyList<string> Description)
{
    private static readonly string[] Required = ["SYNOPSIS", "DESCRIPTION", "EXAMPLES"];
    private static readonly string[] Optional = ["NOTES", "RELATED LINKS"];

    public required IReadOnlyList<HelpExample> Examples { get; init; }

    public required IReadOnlyList<string> Notes { get; init; }

    public required IReadOnlyList<(string Text, string Target)> Links { get; init; }

    /// <exception cref="FormatException">Names the page and what it lacks.</exception>
    public static HelpPage Read(string path)
    {
        var name = System.IO.Path.GetFileNameWithoutExtension(path);
        var page = MarkdownSection.Parse(File.ReadAllLines(path));
        if (page?.Title != name)
            throw new FormatException($"{path}: the page does not begin with its only heading of the first level, '# {name}'.");
        var sections = page.Sections.Select(section => section.Title).ToArray();
        if (Required.Except(sections).FirstOrDefault() is { } missing)
            throw new FormatException($"{path}: the section '## {missing}' is missing.");
        if (sections.Except(Required).Except(Optional).FirstOrDefault() is { } foreign)
            throw new FormatException($"{path}: a page has no section '## {foreign}'. What a parameter is, its docstring and its attributes say; a page has {string.Join(", ", Required.Concat(Optional))}.");
        var synopsis = string.Join(' ', Section("SYNOPSIS")!.Paragraphs);
        if (synopsis.Length == 0)
            throw new FormatException($"{path}: the synopsis is empty.");

        return new HelpPage(path, name, synopsis, Section("DESCRIPTION")!.Paragraphs)
        {
            Examples = [.. Section("EXAMPLES")!.Sections.Select(HelpExample.From)],
            Notes = Section("NOTES")?.Paragraphs ?? [],
            Links = [.. Regex.Matches(string.Join(' ', Section("RELATED LINKS")?.Paragraphs ?? []), @"\[(?<text>[^\]]+)\]\((?<target>[^)]*)\)")
                .Select(match => (match.Groups["text"].Value, match.Groups["target"].Value))],
        };

        MarkdownSection? Section(string title) => page.Sections.FirstOrDefault(section => section.Title == title);
    }
}
