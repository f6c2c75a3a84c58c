using System.Management.Automation;
using FlinkZk.Cmdlets;
using FlinkZk.Server;
using FlinkZk.Server.Errors;
using FlinkZk.Server.Storage;

namespace FlinkZk.Commands;

/// <summary>Makes a server's data folder usable again, by giving up everything from the damage on.</summary>
[Cmdlet(VerbsDiagnostic.Repair, "ZkServerData", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
[OutputType(typeof(ZkDataRepair))]
public sealed class RepairZkServerDataCommand : ZkServerDataCmdlet
{
    /// <summary>The folders; no server may have them.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true)]
    [ValidateNotNullOrEmpty]
    public string[] Path { get; set; } = [];

    /// <inheritdoc/>
    protected override void Process()
    {
        foreach (var path in Path)
        {
            ForTarget(path, () =>
            {
                var folder = FullPath(path);
                if (ShouldProcess(folder, "Give up all transactions behind a damage; damaged files are kept as .broken"))
                    WriteObject(Work(_ => ValueTask.FromResult(Repair(folder)), "Repairing a server's data"));
            });
        }
    }

    private static ZkDataRepair Repair(string folder)
    {
        try
        {
            return ZkDataFolder.Repair(folder);
        }
        catch (DataDamagedException e)
        {
            throw new FlinkZkException("DataNotRepairable", ErrorCategory.InvalidData, e.Message, "The beginning is missing, so there is nothing to go on from: restore a back-up with Restore-ZkServerData.", e);
        }
    }
}
