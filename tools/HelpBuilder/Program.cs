using FlinkZk.Tools.HelpBuilder;

// HelpBuilder <folder of *.md> <file to write>: PowerShell reads help from MAML, people write it in Markdown.
if (args is not [var folder, var output])
{
    Console.Error.WriteLine("Usage: HelpBuilder <folder with a Markdown page for each cmdlet> <MAML file to write>");
    return 64;
}

try
{
    var pages = Directory.GetFiles(folder, "*-*.md").Order(StringComparer.Ordinal).Select(HelpPage.Read).ToArray();
    MamlWriter.Write(pages, output);
    return 0;
}
catch (FormatException e)
{
    // The form in which MSBuild shows an error with its file.
    Console.Error.WriteLine($"error FZHELP: {e.Message}");
    return 1;
}
