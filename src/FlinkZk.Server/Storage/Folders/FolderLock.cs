using FlinkZk.Server.Errors;
using FlinkZk.Server.Log;

namespace FlinkZk.Server.Storage;

/// <summary>
/// Holds a data folder for one server or command at a time. The file stays when it is given back: who deletes it would take it from another, who has
/// opened it and waits.
/// </summary>
internal static class FolderLock
{
    // flock says EWOULDBLOCK (11, on macOS 35), Windows ERROR_SHARING_VIOLATION.
    private static readonly int Taken = OperatingSystem.IsWindows() ? unchecked((int)0x80070020) : OperatingSystem.IsMacOS() ? 35 : 11;

    /// <summary>Takes it until it is disposed.</summary>
    /// <exception cref="DataFolderException">Somebody has it, or the folder may not be written.</exception>
    public static IDisposable Take(string folder)
    {
        var path = Path.Combine(folder, LogFiles.Lock);
        try
        {
            return new FileStream(path, PrivateFile.Options(FileMode.OpenOrCreate, FileShare.None));
        }
        catch (IOException e) when (e.HResult == Taken)
        {
            throw new DataFolderException(DataFolderProblem.InUse, folder, $"{folder} is in use by another server. Stop that one, or choose another data path.", e);
        }
        catch (IOException e) when (DiskFullException.IsCause(e))
        {
            throw new DiskFullException(folder, e);
        }
        catch (Exception e) when (Denied.IsCause(e))
        {
            throw Denied.Write(folder, e);
        }
    }
}
