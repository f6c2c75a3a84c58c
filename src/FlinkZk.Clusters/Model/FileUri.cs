namespace FlinkZk.Clusters.Model;

/// <summary>Files by the URIs that Flink writes.</summary>
internal static class FileUri
{
    /// <summary>The path of a <c>file:</c> URI, in each of the forms that Flink writes; null of any other.</summary>
    public static string? LocalPath(string uri)
    {
        if (!uri.StartsWith("file:/", StringComparison.Ordinal))
            return null;
        // One slash or three: two would name a host.
        var path = uri["file:".Length..];
        path = path.StartsWith("///", StringComparison.Ordinal) ? path[2..] : path;
        return path.StartsWith("//", StringComparison.Ordinal) ? null : Uri.UnescapeDataString(OperatingSystem.IsWindows() ? path[1..] : path);
    }

    /// <summary>Whether two URIs name one place: Flink writes <c>file:/a</c> of <c>file:///a</c>.</summary>
    public static bool AreSame(string? left, string? right) => left is not null && right is not null
        && string.Equals((LocalPath(left) ?? left).TrimEnd('/'), (LocalPath(right) ?? right).TrimEnd('/'), StringComparison.Ordinal);
}
