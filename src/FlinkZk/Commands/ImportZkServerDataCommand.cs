using System.Management.Automation;
using FlinkZk.Cmdlets;
using FlinkZk.Server;
using FlinkZk.Server.Storage;

namespace FlinkZk.Commands;

/// <summary>Makes a data folder for an embedded server out of the data of a Java ZooKeeper.</summary>
[Cmdlet(VerbsData.Import, "ZkServerData", SupportsShouldProcess = true)]
[OutputType(typeof(ZkDataImport))]
public sealed class ImportZkServerDataCommand : ZkServerDataCmdlet
{
    /// <summary>The dataDir of a ZooKeeper that does not run, with or without version-2; of an ensemble those of its members. They are only read.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    [ValidateNotNullOrEmpty]
    public string[] Path { get; set; } = [];

    /// <summary>The folder to make; it must be new or empty.</summary>
    [Parameter(Mandatory = true, Position = 1)]
    [ValidateNotNullOrEmpty]
    public string Destination { get; set; } = "";

    /// <summary>The dataLogDir, where it is another one than the dataDir; as many as -Path has, in the same order.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string[]? LogPath { get; set; }

    /// <inheritdoc/>
    protected override void Process()
    {
        Target = Path.Length == 1 ? Path[0] : Path;
        if (LogPath is not null && LogPath.Length != Path.Length)
            throw new FlinkZkException("LogPathMismatch", ErrorCategory.InvalidArgument, $"-Path has {Path.Length} folders and -LogPath {LogPath.Length}.", "Give each member's dataLogDir, in the order of -Path.");
        var (source, log, target) = (Path.Select(path => FullPath(path)).ToArray(), LogPath?.Select(path => FullPath(path)).ToArray(), FullPath(Destination));
        if (!ShouldProcess(target, $"Import the data of {string.Join(", ", source)}"))
            return;
        var import = Work(token => ZkDataFolder.ImportAsync(source, log, target, token), "Importing a server's data", "Nothing was made of it. -LogPath names the dataLogDir, if zoo.cfg has one. Otherwise take the data of another server of the ensemble, or a copy.");
        foreach (var finding in import.Findings)
            WriteWarning(finding);
        WriteObject(import);
    }
}
