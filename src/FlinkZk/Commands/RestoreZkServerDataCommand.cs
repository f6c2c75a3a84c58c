using System.Management.Automation;
using FlinkZk.Cmdlets;
using FlinkZk.Server;
using FlinkZk.Server.Storage;

namespace FlinkZk.Commands;

/// <summary>Makes a data folder of a back-up.</summary>
[Cmdlet(VerbsData.Restore, "ZkServerData", SupportsShouldProcess = true)]
[OutputType(typeof(ZkDataRestore))]
public sealed class RestoreZkServerDataCommand : ZkServerDataCmdlet
{
    /// <summary>The file that Backup-ZkServerData made.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    [ValidateNotNullOrEmpty]
    public string Path { get; set; } = "";

    /// <summary>The folder to make; it must be new or empty.</summary>
    [Parameter(Mandatory = true, Position = 1)]
    [ValidateNotNullOrEmpty]
    public string Destination { get; set; } = "";

    /// <inheritdoc/>
    protected override void Process()
    {
        Target = Path;
        var (file, folder) = (RegularFile.Check(FullPath(Path)), FullPath(Destination));
        if (!ShouldProcess(folder, $"Restore the back-up {file}"))
            return;
        var restore = Work(token => ZkDataFolder.RestoreAsync(file, folder, token), "Restoring a server's data", "Nothing was made of it. Take another back-up, or another copy of this one.");
        foreach (var finding in restore.Findings)
            WriteWarning(finding);
        WriteObject(restore);
    }
}
