using FlinkZk.Tools.HelpBuilder;

// PowerShell reads help from MAML. People write its prose in Markdown; its facts stand in the code, which is asked here.
if (args is not [var assembly, var folder, var target])
{
    Console.Error.WriteLine("Usage: HelpBuilder <the module's dll> <folder with a page for each cmdlet> <MAML file to write>");
    return 64;
}

try
{
    var cmdlets = CmdletAssembly.Read(assembly);
    var pages = Directory.GetFiles(folder, "*-*.md").Order(StringComparer.Ordinal).ToArray();
    foreach (var page in pages.Where(page => !cmdlets.ContainsKey(Path.GetFileNameWithoutExtension(page))))
        throw new FormatException($"{page}: there is no cmdlet of this name.");
    foreach (var cmdlet in cmdlets.Keys.Except(pages.Select(page => Path.GetFileNameWithoutExtension(page))))
        throw new FormatException($"{folder}: there is no page for {cmdlet}.");
    MamlWriter.Write(pages.Select(HelpPage.Read).Select(page => (page, cmdlets[page.Name])), target);
    return 0;
}
catch (FormatException e)
{
    // The form in which MSBuild shows an error with its file.
    Console.Error.WriteLine($"error FZHELP: {e.Message}");
    return 1;
}
