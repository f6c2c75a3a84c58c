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
return ConsoleShell.Start(session, bannerText: null, helpText: null, args);
