using System.Diagnostics;

namespace FlinkZk.Module.Tests;

/// <summary>A page holds prose. What it may not hold, or lacks, is an error of the build that names the page.</summary>
public sealed class HelpPageTests : IDisposable
{
    private const string Page = "Get-ZkNode.md";
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("flinkzk-pages-");

    public HelpPageTests()
    {
        foreach (var page in Directory.GetFiles(Repository.File("docs", "cmdlets"), "*-*.md"))
            File.Copy(page, PathOf(Path.GetFileName(page)));
    }

    [Fact]
    public void Pages_of_prose_become_help() => Assert.Equal("", Build());

    [Theory]
    [InlineData("## EXAMPLES", "## PARAMETERS\n\n### -Path\nA path.\n\n## EXAMPLES", "a page has no section '## PARAMETERS'")]
    [InlineData("## EXAMPLES", "## SYNTAX\n\n## EXAMPLES", "a page has no section '## SYNTAX'")]
    [InlineData("## EXAMPLES", "## EXAMPLE", "the section '## EXAMPLES' is missing")]
    [InlineData("# Get-ZkNode", "---\nschema: 2.0.0\n---\n\n# Get-ZkNode", "'# Get-ZkNode'")]
    [InlineData("# Get-ZkNode", "# Get-Node", "'# Get-ZkNode'")]
    public void A_page_that_is_not_as_it_must_be_is_refused(string part, string instead, string said)
    {
        var text = File.ReadAllText(PathOf(Page));
        var at = text.IndexOf(part, StringComparison.Ordinal);
        File.WriteAllText(PathOf(Page), text[..at] + instead + text[(at + part.Length)..]);
        var error = Build();
        Assert.Contains(PathOf(Page), error, StringComparison.Ordinal);
        Assert.Contains(said, error, StringComparison.Ordinal);
    }

    [Fact]
    public void Each_cmdlet_has_a_page_and_each_page_a_cmdlet()
    {
        File.Move(PathOf(Page), PathOf("Get-Nothing.md"));
        Assert.Contains("there is no cmdlet of this name", Build(), StringComparison.Ordinal);
        File.Delete(PathOf("Get-Nothing.md"));
        Assert.Contains("there is no page for Get-ZkNode", Build(), StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private string PathOf(string page) => Path.Combine(_folder.FullName, page);

    // Runs the tool as the build does; gives what it complains of.
    private string Build()
    {
        var configuration = new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name;
        var start = new ProcessStartInfo("dotnet",
        [
            Repository.File("tools", "HelpBuilder", "bin", configuration, "net10.0", "HelpBuilder.dll"),
            Repository.File("src", "FlinkZk", "bin", configuration, "net8.0", "FlinkZk.dll"), _folder.FullName, PathOf("help.xml"),
        ])
        {
            RedirectStandardError = true,
        };
        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEnd();
        process.WaitForExit();
        Assert.Equal(error.Length == 0, process.ExitCode == 0);
        return error;
    }
}
