using FlinkZk.Clusters.Model;

namespace FlinkZk.Clusters.Health;

/// <summary>A cluster's <c>high-availability.storageDir</c> as this machine sees it.</summary>
/// <param name="Folder">The folder, which other clusters may share.</param>
/// <param name="ClusterId">The cluster, Flink's <c>high-availability.cluster-id</c>.</param>
public sealed record HaStorage(string Folder, string ClusterId)
{
    internal string JobResults => Path.Combine(Folder, StorageReader.JobResultStore, ClusterId.Trim('/'));

    internal string ApplicationResults => Path.Combine(Folder, StorageReader.ApplicationResultStore, ClusterId.Trim('/'));

    /// <summary>By what Flink's configuration says: a URI or a path.</summary>
    /// <returns>Null: it is no folder of a file system.</returns>
    public static HaStorage? Of(string? storageDir, string clusterId)
    {
        ArgumentNullException.ThrowIfNull(clusterId);
        return storageDir is null ? null
            : FileUri.LocalPath(storageDir) is { } path ? new(path, clusterId)
            : Path.IsPathFullyQualified(storageDir) ? new(storageDir, clusterId) : null;
    }

    /// <summary>Results of jobs that were not cleaned up, as far as they are seen; the next leader of the cluster may die of them.</summary>
    public IReadOnlyList<string> DirtyResults() => [.. (StorageReader.Results(JobResults) ?? []).Where(result => result.IsDirty).Select(result => result.Path)];

    /// <summary>The command that removes <see cref="DirtyResults"/> while the cluster is down.</summary>
    /// <param name="root">The node below which the cluster lies.</param>
    public string RepairCommand(string root) =>
        $"Repair-FlinkHa {Quoted(ClusterId)}{(root == Ha.HaPaths.DefaultRoot ? "" : $" -FlinkRoot {Quoted(root)}")} -Kind {nameof(HaFindingKind.DirtyResult)} -StoragePath {Quoted(Folder)} -BackupPath ./before";

    private static string Quoted(string text) => $"'{text.Replace("'", "''", StringComparison.Ordinal)}'";
}
