using System.Management.Automation;
using FlinkZk.Cmdlets;
using FlinkZk.Server;
using FlinkZk.Server.Storage;

namespace FlinkZk.Commands;

/// <summary>Backs up the data of an embedded server into one file: of one that runs, or of a folder that no server has.</summary>
[Cmdlet(VerbsData.Backup, "ZkServerData", SupportsShouldProcess = true, DefaultParameterSetName = PathSet)]
[OutputType(typeof(ZkDataBackUp))]
public sealed class BackupZkServerDataCommand : ZkServerDataCmdlet
{
    private const string PathSet = "Path";
    private const string ServerSet = "Server";

    /// <summary>The folder; no server may have it.</summary>
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = PathSet)]
    [ValidateNotNullOrEmpty]
    public string Path { get; set; } = "";

    /// <summary>A server of this process; it works on meanwhile.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ParameterSetName = ServerSet)]
    [ValidateNotNull]
    public ZkEmbeddedServer? Server { get; set; }

    /// <summary>The file to make; one that is there is not overwritten.</summary>
    [Parameter(Mandatory = true, Position = 1)]
    [ValidateNotNullOrEmpty]
    public string Destination { get; set; } = "";

    /// <inheritdoc/>
    protected override void Process()
    {
        Target = (object?)Server ?? Path;
        var file = FullPath(Destination);
        if (Server is not null)
            BackUp(file, Server.ToString(), token => Server.BackUpAsync(file, token));
        else
            BackUp(file, FullPath(Path), token => ZkDataFolder.BackUpAsync(FullPath(Path), file, token));
    }

    private void BackUp(string file, string source, Func<CancellationToken, ValueTask<ZkDataBackUp>> work)
    {
        if (!ShouldProcess(file, $"Back up {source}"))
            return;
        var made = Work(work, "Backing up a server's data");
        foreach (var finding in made.Findings)
            WriteWarning(finding);
        WriteObject(made);
    }
}
