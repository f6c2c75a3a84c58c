using FlinkZk.Clusters.Model;

namespace FlinkZk.Clusters.Health;

/// <summary>
/// Looks at the files that a cluster's nodes point to, as far as this machine sees them. Flink keeps them so:
/// <code>
/// &lt;storageDir&gt;/&lt;cluster-id&gt;/submittedExecutionPlan..., completedCheckpoint..., submittedApplication...
/// &lt;storageDir&gt;/job-result-store/&lt;cluster-id&gt;/&lt;job&gt;[_DIRTY].json            (FileSystemJobResultStore)
/// &lt;storageDir&gt;/application-result-store/&lt;cluster-id&gt;/&lt;application&gt;[_DIRTY].json
/// </code>
/// </summary>
internal static class StorageReader
{
    /// <summary>The folder of results of jobs.</summary>
    public const string JobResultStore = "job-result-store";

    /// <summary>The folder of results of applications.</summary>
    public const string ApplicationResultStore = "application-result-store";

    private static readonly string[] SharedFileSystems = ["nfs", "nfs4", "cifs", "smb3", "smbfs", "ceph", "glusterfs", "lustre", "gpfs", "beegfs", "9p", "virtiofs", "afs"];

    /// <summary>What is seen.</summary>
    /// <param name="snapshot">What the cluster keeps in ZooKeeper.</param>
    /// <param name="named">Where its files are said to lie; null: its nodes alone say so.</param>
    public static StorageFacts Read(HaSnapshot snapshot, HaStorage? named = null)
    {
        string[] uris = [.. Handles(snapshot).Select(stored => stored.Handle.Value?.Value?.Path).OfType<string>().Distinct(StringComparer.Ordinal)];
        var looked = uris.ToDictionary(uri => uri, Look, StringComparer.Ordinal);
        var found = looked.Where(item => item.Value.Presence == Presence.Present).Select(item => Path.GetDirectoryName(FileUri.LocalPath(item.Key)!)!).ToHashSet(StringComparer.Ordinal);
        // That a path is not there says something only of a folder that is proved to be the cluster's.
        var files = looked.ToDictionary(
            item => item.Key,
            item => item.Value.Presence == Presence.Absent && !found.Contains(Path.GetDirectoryName(FileUri.LocalPath(item.Key)!)!) ? StoredFile.Unknown : item.Value,
            StringComparer.Ordinal);
        var folder = found.Order(StringComparer.Ordinal).FirstOrDefault();
        // What is said to lie elsewhere is not looked for beside the cluster's files.
        var results = Results(named?.JobResults) ?? (named?.JobResultPath is null ? Results(Beside(folder, JobResultStore)) : null);
        return new()
        {
            Files = files,
            SeesResults = results is not null,
            JobResults = results ?? [],
            ApplicationResults = Results(named?.ApplicationResults) ?? (named?.ApplicationResultPath is null ? Results(Beside(folder, ApplicationResultStore)) : null) ?? [],
            LocalFolder = folder is not null && IsLocal(folder) ? folder : null,
        };
    }

    private static IEnumerable<StoredHandle> Handles(HaSnapshot snapshot) => snapshot.Plans
        .Concat(snapshot.Applications.Value ?? [])
        .Concat((snapshot.Jobs.Value ?? []).SelectMany(job => job.Checkpoints.Value ?? []).Select(pointer => pointer.Stored));

    private static StoredFile Look(string uri)
    {
        if (FileUri.LocalPath(uri) is not { } path)
            return StoredFile.Unknown;
        try
        {
            var file = new FileInfo(path);
            return file.Exists ? new(Presence.Present, file.Length) : file.Directory is { Exists: true } ? new(Presence.Absent, null) : StoredFile.Unknown;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or System.Security.SecurityException)
        {
            return StoredFile.Unknown;
        }
    }

    /// <summary>The results in a folder; null: it cannot be seen. Leaders of 1.15 and later make it when they start.</summary>
    public static IReadOnlyList<ResultEntry>? Results(string? folder)
    {
        try
        {
            return folder is not null && new DirectoryInfo(folder) is { Exists: true } entries
                ? [.. entries.EnumerateFiles("*.json").Select(file => new ResultEntry(file.FullName, file.LastWriteTimeUtc)).OrderBy(entry => entry.Path, StringComparer.Ordinal)]
                : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    // An id with slashes has a folder for each part.
    private static string? Beside(string? folder, string store)
    {
        for (var storage = Path.GetDirectoryName(folder); storage is not null; storage = Path.GetDirectoryName(storage))
        {
            var entries = Path.Combine(storage, store, Path.GetRelativePath(storage, folder!));
            if (Directory.Exists(entries))
                return entries;
        }
        return null;
    }

    private static bool IsLocal(string folder)
    {
        try
        {
            // The mount with the longest path that the folder lies below.
            var mount = DriveInfo.GetDrives().Where(drive => folder.StartsWith(drive.Name.TrimEnd('/') + "/", StringComparison.Ordinal)).MaxBy(drive => drive.Name.Length);
            return mount is not null && mount.DriveType != DriveType.Network && !mount.DriveFormat.StartsWith("fuse", StringComparison.Ordinal) && !SharedFileSystems.Contains(mount.DriveFormat);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }
}
