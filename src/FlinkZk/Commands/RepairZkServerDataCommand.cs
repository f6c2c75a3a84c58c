using System.Globalization;
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
                if (ShouldProcess(folder, Describe(Work(_ => ValueTask.FromResult(ZkDataFolder.FindDamage(folder)), "Looking for damage"))))
                    WriteObject(Work(_ => ValueTask.FromResult(Repair(folder)), "Repairing a server's data"));
            });
        }
    }

    private static string Describe(DataDamagedException? damage) => damage is null
        ? "Nothing is damaged: leave it as it is"
        : string.Create(CultureInfo.InvariantCulture, $"Give up transactions 0x{damage.FirstZxid:x} {(damage.LastZxid is { } last ? $"to 0x{last:x}" : "and all behind it")}, because of {damage.File}, offset {damage.Offset}; damaged files are kept as .broken");

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
