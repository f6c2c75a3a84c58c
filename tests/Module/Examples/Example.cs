namespace FlinkZk.Module.Tests.Examples;

/// <summary>A piece of code that a document shows, and what it says of the output.</summary>
/// <param name="Page">The file's name without its ending: <c>Get-ZkNode</c>, <c>README</c>, <c>about_FlinkZk_Locks</c>.</param>
/// <param name="Title">The heading above it, or its number on the page.</param>
/// <param name="Code">The lines.</param>
/// <param name="Output">What the document shows beneath; null where it shows nothing.</param>
internal sealed record Example(string Page, string Title, string Code, string? Output)
{
    public string Name => $"{Page}: {Title}";
}
