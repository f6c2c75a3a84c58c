using System.Management.Automation;

namespace FlinkZk;

/// <summary>A path with a drive in front, as items of a drive have it, where a cmdlet asks for a node: the node, and the drive's session.</summary>
internal static class DriveQualifiedPath
{
    /// <param name="state">Where the drives are.</param>
    /// <param name="path">What was given.</param>
    /// <returns>No session and the path as it is, unless it begins with one of our drives.</returns>
    public static (ZkSession? Session, string Path) Read(SessionState state, string path)
    {
        var colon = path.StartsWith('/') ? -1 : path.IndexOf(':', StringComparison.Ordinal);
        var drive = colon <= 0 ? null : state.Drive.GetAll().FirstOrDefault(drive => drive is ISessionDrive && path.AsSpan(0, colon).Equals(drive.Name, StringComparison.OrdinalIgnoreCase)) as ISessionDrive;
        if (drive is not null)
            return (drive.Session, DrivePath.ToNode(path[(colon + 1)..], DrivePath.Root));
        if (path.Length > 0 && path[0] != '/')
            throw Relative(state, path);
        return (null, path);
    }

    private static FlinkZkException Relative(SessionState state, string path) => new(
        "InvalidArgument", ErrorCategory.InvalidArgument, $"'{path}' is not a node's path: it does not begin with '/'.",
        state.Path.CurrentLocation is { Drive: ISessionDrive } location
            ? $"The location counts for the cmdlets of items: Get-Item {path}. This one takes the node's whole path, or the drive before it: {location.Path.TrimEnd('/')}/{path.TrimStart('.', '/')}."
            : $"Give the whole path: /{path.TrimStart('.', '/')}.");
}
