namespace FlinkZk.Tools.HelpBuilder;

/// <summary>An example: code, what it shows (empty where the page leaves that out), and words about it.</summary>
internal sealed record HelpExample(string Title, string Code, string Output, IReadOnlyList<string> Remarks)
{
    public static HelpExample From(MarkdownSection section) => new(section.Title, string.Join('\n', section.Code), string.Join('\n', section.Output), section.Paragraphs);
}
