namespace FlinkZk.Tools.HelpBuilder;

/// <summary>An example: code, and what it shows.</summary>
internal sealed record HelpExample(string Title, string Code, IReadOnlyList<string> Remarks)
{
    public static HelpExample From(MarkdownSection section) => new(section.Title, string.Join('\n', section.Code), section.Paragraphs);
}
