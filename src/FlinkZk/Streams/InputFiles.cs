using System.Management.Automation;

namespace FlinkZk;

/// <summary>The files that -Path names, as PowerShell reads a path: drives, wildcards with brackets, and backticks that take their meaning away.</summary>
internal static class InputFiles
{
    /// <exception cref="FlinkZkException">A path names none, or is not one of the file system.</exception>
    public static IReadOnlyList<string> Resolve(PSCmdlet cmdlet, IEnumerable<string> paths) =>
        [.. paths.SelectMany(path => ResolveOne(cmdlet, path)).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];

    private static string[] ResolveOne(PSCmdlet cmdlet, string path)
    {
        // A file may really be called so.
        var asWritten = cmdlet.SessionState.Path.GetUnresolvedProviderPathFromPSPath(path, out var provider, out _);
        if (provider.Name != "FileSystem")
            throw new FlinkZkException("InputNotFound", ErrorCategory.InvalidArgument, $"'{path}' is not a path of the file system but of {provider.Name}.", "Give the path of a file, or pipe the records in.");
        if (File.Exists(asWritten))
            return [asWritten];
        if (Directory.Exists(asWritten))
            throw Folder(path);
        try
        {
            return cmdlet.SessionState.Path.GetResolvedProviderPathFromPSPath(path, out _).Where(File.Exists).ToArray() is { Length: > 0 } found ? found : throw NotFound(path);
        }
        catch (ItemNotFoundException)
        {
            throw NotFound(path);
        }
    }

    private static FlinkZkException Folder(string path) => new("InputNotFound", ErrorCategory.InvalidArgument, $"'{path}' is a folder.",
        $"Name the files in it: '{path.TrimEnd('/', '\\')}/*.csv'.");

    private static FlinkZkException NotFound(string path) => new("InputNotFound", ErrorCategory.ObjectNotFound, $"There is no file '{path}'.",
        "Check the path: *, ? and [ ] stand for parts of a name. -LiteralPath takes a name as it is.");
}
