using System.Management.Automation;
using FlinkZk.Server.Errors;

namespace FlinkZk;

/// <summary>Why a folder or file cannot be used for a server's data, in a user's words.</summary>
internal static class DataErrors
{
    /// <summary>The number of an <see cref="IOException"/> that says so (ERROR_DISK_FULL).</summary>
    public const int DiskFull = unchecked((int)0x80070070);

    /// <returns>Null for what the tables of errors say better.</returns>
    public static FlinkZkException? Explain(Exception exception) => exception switch
    {
        FileNotFoundException or DirectoryNotFoundException => null,
        DataFolderException e => Explain(e),
        IOException { HResult: DiskFull } => new("DiskFull", ErrorCategory.ResourceUnavailable, exception.Message, "Make room there, or choose another path. Nothing that was there is changed.", exception),
        UnauthorizedAccessException or IOException => new(
            "DataNotUsable", ErrorCategory.ResourceUnavailable, exception.Message, "Choose another path, or stop the server that has it: Get-ZkServer lists those of this runspace.", exception),
        _ => null,
    };

    private static FlinkZkException Explain(DataFolderException exception)
    {
        return exception.Problem switch
        {
            DataFolderProblem.JavaData => Error("JavaServerData", ErrorCategory.InvalidArgument,
                $"Stop that server, then: Import-ZkServerData '{exception.Path}' <new folder>. The server of ours is started on the new folder."),
            DataFolderProblem.NotOurs => Error("NoServerData", ErrorCategory.ObjectNotFound, "Give the folder that a server has as -DataPath; for a new server an empty folder, or one that is not there yet."),
            DataFolderProblem.Denied => Error("DataAccessDenied", ErrorCategory.PermissionDenied, "Give this user the right to it, or choose another path."),
            DataFolderProblem.InUse => Error("DataNotUsable", ErrorCategory.ResourceBusy, "Stop the server that has it (Get-ZkServer lists those of this runspace), or choose another path."),
            DataFolderProblem.TooLarge => Error("DataNotUsable", ErrorCategory.LimitsExceeded, "Give the server more with -MaxMemory, or the process."),
            DataFolderProblem.FileExists => Error("FileExists", ErrorCategory.ResourceExists, "Choose another name, or delete that file first."),
            DataFolderProblem.OwnData => Error("DataNeedNoImport", ErrorCategory.InvalidArgument,
                $"Start-ZkServer -DataPath '{exception.Path}' (flinkzk-server --data) serves them. For a copy: Backup-ZkServerData -Path '{exception.Path}' <file>, then Restore-ZkServerData <file> <new folder>."),
            DataFolderProblem.NotEmpty => Error("DataNotUsable", ErrorCategory.ResourceExists, "Choose a path where nothing is. Nothing that is there was changed."),
            _ => Error("DataNotUsable", ErrorCategory.InvalidArgument, "Choose another path. Nothing that is there was changed."),
        };

        FlinkZkException Error(string id, ErrorCategory category, string action) => new(id, category, exception.Message, action, exception);
    }
}
