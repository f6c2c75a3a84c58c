using System.Management.Automation;

namespace FlinkZk;

/// <summary>A file that is read whole: one with a beginning and an end. A device or a pipe may have none, or wait for a writer.</summary>
internal static class RegularFile
{
    private const string Remedy = "Give the path of a file.";

    /// <summary>Refuses what is there and is no file. What is not there is told by whoever opens it.</summary>
    /// <exception cref="FlinkZkException">It is a folder, or nothing that has a length.</exception>
    public static string Check(string path)
    {
        if (Directory.Exists(path))
            throw new FlinkZkException("NotAFile", ErrorCategory.InvalidArgument, $"'{path}' is a folder.", "Name a file in it: Get-ChildItem lists them.");
        if (!File.Exists(path))
            return path;
        // Nothing is opened for it: a pipe without a writer would never return.
        var file = File.ResolveLinkTarget(path, returnFinalTarget: true) ?? new FileInfo(path);
        return file is FileInfo { Exists: true, Length: > 0 } ? path : throw new FlinkZkException(
            "NotAFile", ErrorCategory.InvalidArgument, $"'{path}' has no length: it is empty, or no file but a device or a pipe.", Remedy);
    }

    /// <summary>The file that is replaced where a path is written to: behind links, their target.</summary>
    /// <exception cref="FlinkZkException">There is something, and it is no file: nothing takes the place of a device or a pipe.</exception>
    public static string ToReplace(PSCmdlet cmdlet, string path)
    {
        CheckKind(cmdlet, path);
        return File.Exists(path) ? File.ResolveLinkTarget(path, returnFinalTarget: true)?.FullName ?? path : path;
    }

    /// <summary>Refuses what is there and is no file, also where it may be empty.</summary>
    /// <exception cref="FlinkZkException">It is a device, a pipe or a socket.</exception>
    public static string CheckKind(PSCmdlet cmdlet, string path)
    {
        if (!File.Exists(path))
            return path;
        var target = File.ResolveLinkTarget(path, returnFinalTarget: true)?.FullName ?? path;
        if (OperatingSystem.IsWindows() || !File.Exists(target))
            return path;
        // .NET does not tell what it is; PowerShell does.
        var stat = cmdlet.InvokeProvider.Item.Get([target], force: true, literalPath: true).Single().Properties["UnixStat"]?.Value;
        var kind = stat is null ? null : PSObject.AsPSObject(stat).Properties["ItemType"]?.Value;
        return kind?.ToString() is null or "File" ? path : throw new FlinkZkException(
            "NotAFile", ErrorCategory.InvalidArgument, $"'{path}' is no file but a device, a pipe or a socket.", Remedy);
    }

    /// <summary>The full path of what the user names in the file system.</summary>
    /// <exception cref="FlinkZkException">It is a path of something else, such as a drive of ZooKeeper.</exception>
    public static string FullPath(SessionState state, string path)
    {
        var full = state.Path.GetUnresolvedProviderPathFromPSPath(path, out var provider, out _);
        return provider.Name == "FileSystem" ? full : throw new FlinkZkException(
            "NotAFile", ErrorCategory.InvalidArgument, $"'{path}' is a path not of the file system but of {provider.Name}.", $"{Remedy} Where the location is not in the file system, write it in full.");
    }
}
