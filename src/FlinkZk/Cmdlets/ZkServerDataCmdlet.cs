using System.Management.Automation;
using FlinkZk.Server.Errors;

namespace FlinkZk.Cmdlets;

/// <summary>A cmdlet that works on a server's data, in a folder or a file.</summary>
public abstract class ZkServerDataCmdlet : FlinkZkCmdlet
{
    /// <summary>Does the work on another thread, and says in a user's words why it cannot be done.</summary>
    /// <param name="work">The work.</param>
    /// <param name="activity">What the progress shows.</param>
    /// <param name="ifDamaged">What to do if the source is damaged; null: as with a data folder of ours.</param>
    private protected T Work<T>(Func<CancellationToken, ValueTask<T>> work, string activity, string? ifDamaged = null)
    {
        try
        {
            return WatchProgress(Task.Run(async () => await work(StopToken).ConfigureAwait(false)), activity, () => "Ctrl+C stops it and leaves nothing behind.");
        }
        catch (DataDamagedException e) when (ifDamaged is not null)
        {
            throw new FlinkZkException("DataDamaged", ErrorCategory.InvalidData, e.Message, ifDamaged, e);
        }
        catch (Exception e) when (e is not DataDamagedException && Explain(e) is { } known)
        {
            throw known;
        }
    }

    internal static FlinkZkException? Explain(Exception exception) => exception switch
    {
        FileNotFoundException or DirectoryNotFoundException => null,
        DataFolderException e => Explain(e),
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
            DataFolderProblem.FileExists => Error("FileExists", ErrorCategory.ResourceExists, "Choose another name, or delete that file first."),
            DataFolderProblem.OwnData => Error("DataNeedNoImport", ErrorCategory.InvalidArgument,
                $"Start-ZkServer -DataPath '{exception.Path}' (flinkzk-server --data) serves them. For a copy: Backup-ZkServerData -Path '{exception.Path}' <file>, then Restore-ZkServerData <file> <new folder>."),
            DataFolderProblem.NotEmpty => Error("DataNotUsable", ErrorCategory.ResourceExists, "Choose a path where nothing is. Nothing that is there was changed."),
            _ => Error("DataNotUsable", ErrorCategory.InvalidArgument, "Choose another path. Nothing that is there was changed."),
        };

        FlinkZkException Error(string id, ErrorCategory category, string action) => new(id, category, exception.Message, action, exception);
    }
}
