using FlinkZk.Clusters.Model;

namespace FlinkZk.Clusters.Health;

/// <summary>A cluster's <c>high-availability.storageDir</c> as this machine sees it.</summary>
/// <param name="Folder">The folder, which other clusters may share.</param>
/// <param name="ClusterId">The cluster, Flink's <c>high-availability.cluster-id</c>.</param>
public sealed record HaStorage(string Folder, string ClusterId)
{
    /// <summary>The setting that says where that is.</summary>
    public const string Key = "high-availability.storageDir";

    private const string JobResultKey = "job-result-store.storage-path";
    private const string ApplicationResultKey = "application-result-store.storage-path";

    /// <summary>Where results of jobs lie otherwise (<c>job-result-store.storage-path</c>), as the configuration says; null: below the folder.</summary>
    public string? JobResultPath { get; init; }

    /// <summary>Where results of applications lie otherwise (<c>application-result-store.storage-path</c>); null: below the folder.</summary>
    public string? ApplicationResultPath { get; init; }

    /// <summary>The file that says so, or its folder; null where no file is known.</summary>
    public string? ConfigurationPath { get; init; }

    internal string? JobResults => Place(JobResultPath, StorageReader.JobResultStore);

    internal string? ApplicationResults => Place(ApplicationResultPath, StorageReader.ApplicationResultStore);

    /// <summary>By a whole configuration of Flink's.</summary>
    /// <param name="setting">The value of a key; null for none.</param>
    /// <param name="clusterId">The cluster.</param>
    /// <returns>Null: it is no folder of a file system.</returns>
    public static HaStorage? Of(Func<string, string?> setting, string clusterId)
    {
        ArgumentNullException.ThrowIfNull(setting);
        return Of(setting(Key), clusterId)?.With(setting);
    }

    /// <summary>The same with what a configuration says of the results.</summary>
    /// <param name="setting">The value of a key; null for none.</param>
    public HaStorage With(Func<string, string?> setting)
    {
        ArgumentNullException.ThrowIfNull(setting);
        return this with { JobResultPath = Given(setting(JobResultKey)), ApplicationResultPath = Given(setting(ApplicationResultKey)) };
    }

    /// <summary>By what Flink's configuration says: a URI or a path.</summary>
    /// <returns>Null: it is no folder of a file system.</returns>
    public static HaStorage? Of(string? storageDir, string clusterId)
    {
        ArgumentNullException.ThrowIfNull(clusterId);
        return storageDir is not null && Local(storageDir) is { } path ? new(path, clusterId) : null;
    }

    /// <summary>Results of jobs that were not cleaned up, as far as they are seen; the next leader of the cluster may die of them.</summary>
    public IReadOnlyList<string> DirtyResults() => [.. (StorageReader.Results(JobResults) ?? []).Where(result => result.IsDirty).Select(result => result.Path)];

    /// <summary>The command that removes <see cref="DirtyResults"/> while the cluster is down.</summary>
    /// <param name="root">The node below which the cluster lies.</param>
    public string RepairCommand(string root) =>
        $"Repair-FlinkHa {Quoted(ClusterId)}{(root == Ha.HaPaths.DefaultRoot ? "" : $" -FlinkRoot {Quoted(root)}")} -Kind {nameof(HaFindingKind.DirtyResult)} {(JobResultPath is null ? $"-StoragePath {Quoted(Folder)}" : $"-ConfigFile {Quoted(ConfigurationPath ?? "conf")}")} -BackupPath ./before";

    // Flink takes a path that is set as it is, without the cluster's id.
    private string? Place(string? said, string store) => said is null ? Path.Combine(Folder, store, ClusterId.Trim('/')) : Local(said);

    private static string? Local(string said) => FileUri.LocalPath(said) ?? (Path.IsPathFullyQualified(said) ? said : null);

    private static string? Given(string? value) => string.IsNullOrWhiteSpace(value) ? null : value;

    private static string Quoted(string text) => $"'{text.Replace("'", "''", StringComparison.Ordinal)}'";
}
