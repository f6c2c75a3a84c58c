namespace FlinkZk.Server.Tests.Folders;

/// <summary>Everything below a folder, to see that nothing of it changed.</summary>
internal static class FolderTree
{
    /// <summary>Paths, kinds, contents and times of last change; links are not followed.</summary>
    public static string[] Of(string folder) => [.. new DirectoryInfo(folder).EnumerateFileSystemInfos("*", new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = 0 })
        .OrderBy(static entry => entry.FullName, StringComparer.Ordinal)
        .Select(static entry => $"{entry.FullName} {entry.LinkTarget} {(entry is FileInfo { LinkTarget: null } file ? $"{Content(file)} {file.LastWriteTimeUtc:o}" : "")}")];

    // A server's lock is empty, and not to be read.
    private static string Content(FileInfo file) => file.Length == 0 ? "" : Convert.ToHexString(File.ReadAllBytes(file.FullName));
}
