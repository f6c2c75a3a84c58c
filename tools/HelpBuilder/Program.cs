using FlinkZk.Tools.HelpBuilder;

// PowerShell reads help from MAML. People write its prose in Markdown; its facts stand in the code, which is asked here.
if (args is not [var assembly, var folder, var target])
{
    Console.Error.WriteLine("Usage: HelpBuilder <the module's dll> <folder with a page for each cmdlet> <MAML file to write, or --pages to write the pages' SYNTAX and PARAMETERS, or --check>");
    return 64;
}

try
{
    var cmdlets = CmdletAssembly.Read(assembly);
    var pages = Directory.GetFiles(folder, "*-*.md").Order(StringComparer.Ordinal).ToArray();
    foreach (var page in pages.Where(page => !cmdlets.ContainsKey(Path.GetFileNameWithoutExtension(page))))
        throw new FormatException($"{page}: there is no cmdlet of this name.");
    if (target is "--pages" or "--check")
        return RewritePages(pages, cmdlets, write: target == "--pages");
    MamlWriter.Write(pages.Select(HelpPage.Read).Select(page => (page, cmdlets[page.Name])), target);
    return 0;
}
catch (FormatException e)
{
    // The form in which MSBuild shows an error with its file.
    Console.Error.WriteLine($"error FZHELP: {e.Message}");
    return 1;
}

static int RewritePages(IEnumerable<string> pages, SortedDictionary<string, CmdletFacts> cmdlets, bool write)
{
    var stale = 0;
    foreach (var page in pages)
    {
        var text = File.ReadAllText(page);
        var rewritten = PageWriter.Rewrite(text, cmdlets[Path.GetFileNameWithoutExtension(page)]);
        if (text == rewritten)
            continue;
        stale++;
        Console.WriteLine(page);
        if (write)
            File.WriteAllText(page, rewritten);
    }
    return write || stale == 0 ? 0 : 2;
}
