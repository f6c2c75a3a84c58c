namespace FlinkZk.Clusters.Health;

/// <summary>A file of Flink's job or application result store.</summary>
/// <param name="Path">The file.</param>
/// <param name="Written">When it was written, UTC.</param>
internal readonly record struct ResultEntry(string Path, DateTime Written)
{
    private const string DirtyEnd = "_DIRTY.json";

    /// <summary>Not yet cleaned up after.</summary>
    public bool IsDirty => Path.EndsWith(DirtyEnd, StringComparison.Ordinal);

    /// <summary>The id of what has ended.</summary>
    public string Id => System.IO.Path.GetFileName(Path) is var name && IsDirty ? name[..^DirtyEnd.Length] : System.IO.Path.GetFileNameWithoutExtension(Path);
}
