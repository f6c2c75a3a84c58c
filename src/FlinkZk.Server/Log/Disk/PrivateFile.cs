namespace FlinkZk.Server.Log;

/// <summary>
/// Files and folders that hold data, passwords of sessions and digests: for the owner alone, whatever the process's mask is. On Windows they inherit
/// what the folder above says.
/// </summary>
internal static class PrivateFile
{
    private const UnixFileMode Owner = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const UnixFileMode Others = UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.GroupExecute | UnixFileMode.OtherRead | UnixFileMode.OtherWrite | UnixFileMode.OtherExecute;

    /// <summary>How such a file is opened to read and write, without a buffer.</summary>
    public static FileStreamOptions Options(FileMode mode, FileShare share, long reserved = 0)
    {
        var options = new FileStreamOptions { Mode = mode, Access = FileAccess.ReadWrite, Share = share, BufferSize = 0, PreallocationSize = reserved };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = Owner;
        return options;
    }

    /// <summary>Makes such a folder; the one above is there.</summary>
    public static void MakeFolder(string path)
    {
        if (OperatingSystem.IsWindows())
            Directory.CreateDirectory(path);
        else
            Directory.CreateDirectory(path, Owner | UnixFileMode.UserExecute);
    }

    /// <summary>Says who else may look into a folder; null if nobody may.</summary>
    public static string? TellOthers(string path)
    {
        if (OperatingSystem.IsWindows() || File.GetUnixFileMode(path) is var mode && (mode & Others) == 0)
            return null;
        var octal = Convert.ToString((int)mode, 8);
        return $"{path} is open to other users of this machine (mode {octal}): they may read secrets and passwords of sessions in it. Close it: chmod 700 '{path}'.";
    }
}
