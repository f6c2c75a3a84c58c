using FlinkZk.Wire;

namespace FlinkZk;

public sealed partial class ZooKeeperProvider
{
    /// <inheritdoc/>
    protected override bool IsValidPath(string path) => ZnodePath.IsValid(DrivePath.ToNode(path, PSDriveInfo?.Root ?? DrivePath.Root), out _);

    /// <inheritdoc/>
    protected override string MakePath(string parent, string child) => DrivePath.Combine(parent, child);

    /// <inheritdoc/>
    protected override string GetParentPath(string path, string root) => DrivePath.Parent(path, root);

    /// <inheritdoc/>
    protected override string GetChildName(string path) => DrivePath.Name(path);

    /// <inheritdoc/>
    protected override string NormalizeRelativePath(string path, string basePath) => DrivePath.Relative(path, basePath);

    /// <inheritdoc/>
    protected override bool ConvertPath(string path, string filter, ref string updatedPath, ref string updatedFilter)
    {
        // One level of a path with wildcards, before the names of that level are asked for.
        if (NameFilter.HasLeaf(filter))
            return false;
        (updatedPath, updatedFilter) = (path, NameFilter.WithLeaf(filter, path));
        return true;
    }
}
