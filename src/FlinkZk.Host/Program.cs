using System.Management.Automation.Runspaces;
using Microsoft.PowerShell;

// PowerShell's own console with the module imported: what `pwsh` does, on a machine that has .NET alone. All options are those of `pwsh`.
var session = InitialSessionState.CreateDefault2();
for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
{
    // Beside the host or above it, so that a build and a package both work.
    var manifest = Path.Combine(folder.FullName, "FlinkZk.psd1");
    if (!File.Exists(manifest))
        continue;
    session.ImportPSModule(manifest);
    break;
}
const string help = """
    PowerShell's console with the module FlinkZk imported. Its options are those of pwsh:

      [-File] SCRIPT [ARGUMENT...]    runs a script, and ends
      -Command TEXT                   runs commands, and ends; - reads them from standard input
      -NoProfile                      leaves the profile out
      -NonInteractive                 asks nothing: what would be asked is an error
      -NoExit                         stays at the prompt afterwards
      -WorkingDirectory FOLDER        begins there
      -Version, -Help

    At the prompt: Get-Help about_FlinkZk, Get-Command -Module FlinkZk.
    """;
return ConsoleShell.Start(session, bannerText: null, help, args);
