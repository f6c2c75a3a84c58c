namespace FlinkZk.Clusters.Model;

/// <summary>Files by the URIs that Flink writes.</summary>
internal static class FileUri
{
    /// <summary>The path of a <c>file:</c> URI, in each of the forms that Flink writes; null of any other, and of what no file can be called.</summary>
    public static string? LocalPath(string uri)
    {
        if (!uri.StartsWith("file:/", StringComparison.Ordinal))
            return null;
        // One slash or three: two would name a host.
        var path = uri["file:".Length..];
        path = path.StartsWith("///", StringComparison.Ordinal) ? path[2..] : path;
        if (path.StartsWith("//", StringComparison.Ordinal))
            return null;
        var name = Uri.UnescapeDataString(OperatingSystem.IsWindows() ? path[1..] : path);
        return name.Contains('\0', StringComparison.Ordinal) ? null : name;
    }

    /// <summary>
    /// The place that a URI leads to, however it is written: without dots and needless slashes, and on this machine without symbolic links. What its last name says, such as that it
    /// is a checkpoint's, holds for the place only.
    /// </summary>
    public static string Resolved(string uri)
    {
        if (LocalPath(uri) is { } path)
            return Of(Followed(Path.GetFullPath(path)));
        var begin = uri.IndexOf("://", StringComparison.Ordinal) is >= 0 and var scheme ? scheme + 3 : 0;
        var names = new List<string>();
        foreach (var name in Uri.UnescapeDataString(uri[begin..]).Split('/'))
        {
            if (name == ".." && names.Count > 1)
                names.RemoveAt(names.Count - 1);
            else if (names.Count == 0 || name is not ("" or "." or ".."))
                names.Add(name);
        }
        return uri[..begin] + string.Join('/', names);
    }

    private static string Of(string path) => $"file:{(OperatingSystem.IsWindows() ? "/" + path.Replace('\\', '/') : path)}".Replace("%", "%25", StringComparison.Ordinal);

    // Each folder on the way may be one.
    private static string Followed(string path)
    {
        if (Path.GetDirectoryName(path) is not { } parent)
            return path;
        var here = Path.Combine(Followed(parent), Path.GetFileName(path));
        try
        {
            return (Directory.Exists(here) ? new DirectoryInfo(here).ResolveLinkTarget(returnFinalTarget: true) : null) is { } target ? Followed(target.FullName) : here;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return here;
        }
    }

    /// <summary>Whether two URIs name one place: Flink writes <c>file:/a</c> of <c>file:///a</c>.</summary>
    public static bool AreSame(string? left, string? right) => left is not null && right is not null
        && string.Equals((LocalPath(left) ?? left).TrimEnd('/'), (LocalPath(right) ?? right).TrimEnd('/'), StringComparison.Ordinal);
}
