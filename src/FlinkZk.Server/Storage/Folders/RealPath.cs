namespace FlinkZk.Server.Storage;

/// <summary>Where a path leads once its links are followed.</summary>
internal static class RealPath
{
    // As Linux.
    private const int MostLinks = 40;

    private static readonly StringComparison Same = OperatingSystem.IsWindows() || OperatingSystem.IsMacOS() ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal;

    /// <summary>Whether a folder is another, or lies in it; either need not exist.</summary>
    public static bool IsWithin(string path, string folder)
    {
        var (inner, outer) = (Of(path), Path.TrimEndingDirectorySeparator(Of(folder)));
        return inner.StartsWith(outer, Same) && (inner.Length == outer.Length || outer.Length == 0 || inner[outer.Length] == Path.DirectorySeparatorChar);
    }

    /// <summary>The path without links, as far as it exists.</summary>
    public static string Of(string path)
    {
        var real = Path.TrimEndingDirectorySeparator(Path.GetFullPath(path));
        for (var links = 0; FirstLink(real) is { } link; links++)
        {
            if (links == MostLinks)
                throw new IOException($"{path} leads over too many links.");
            var target = Path.Combine(Path.GetDirectoryName(link) ?? "", new DirectoryInfo(link).LinkTarget!);
            real = Path.TrimEndingDirectorySeparator(Path.GetFullPath(target + real[link.Length..]));
        }
        return real;
    }

    private static string? FirstLink(string path)
    {
        for (var end = Path.GetPathRoot(path)!.Length; end < path.Length; end++)
        {
            end = path.IndexOf(Path.DirectorySeparatorChar, end) is >= 0 and var next ? next : path.Length;
            if (new DirectoryInfo(path[..end]).LinkTarget is not null)
                return path[..end];
        }
        return null;
    }
}
