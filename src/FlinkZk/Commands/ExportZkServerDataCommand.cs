using System.Management.Automation;
using FlinkZk.Cmdlets;
using FlinkZk.Server;
using FlinkZk.Server.Storage;

namespace FlinkZk.Commands;

/// <summary>Makes a dataDir that a Java ZooKeeper starts from, out of the data of an embedded server.</summary>
[Cmdlet(VerbsData.Export, "ZkServerData", SupportsShouldProcess = true)]
[OutputType(typeof(ZkDataExport))]
public sealed class ExportZkServerDataCommand : ZkServerDataCmdlet
{
    /// <summary>The folder of a server that does not run, or a back-up.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    [ValidateNotNullOrEmpty]
    public string Path { get; set; } = "";

    /// <summary>The folder to make, which zoo.cfg calls dataDir; it must be new or empty.</summary>
    [Parameter(Mandatory = true, Position = 1)]
    [ValidateNotNullOrEmpty]
    public string Destination { get; set; } = "";

    /// <inheritdoc/>
    protected override void Process()
    {
        Target = Path;
        var (source, target) = (FullPath(Path), FullPath(Destination));
        if (!ShouldProcess(target, $"Export the data of {source} for a Java server"))
            return;
        var export = Work(token => ZkDataFolder.ExportAsync(source, target, token), "Exporting a server's data");
        foreach (var finding in export.Findings)
            WriteWarning(finding);
        WriteObject(export);
    }
}
