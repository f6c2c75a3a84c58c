using FlinkZk.Server.Log;

namespace FlinkZk.Server;

/// <summary>A server's data folder, while no server has it.</summary>
public static class ZkDataFolder
{
    /// <summary>
    /// Makes a folder that a server refuses usable again, by giving up everything from the damage on. Nothing is deleted: what is taken
    /// out of use stays beside it as <c>.broken</c>.
    /// </summary>
    /// <param name="path">The folder.</param>
    /// <exception cref="DataDamagedException">The beginning is missing: there is nothing to go on from.</exception>
    /// <exception cref="IOException">A server has the folder, or it cannot be written.</exception>
    public static ZkDataRepair Repair(string path)
    {
        using var disk = Open(path);
        try
        {
            var report = LogRepair.Run(disk, new());
            return new()
            {
                LastZxid = report.LastZxid,
                LastLostZxid = report.LastKnownZxid > report.LastZxid ? report.LastKnownZxid : null,
                SetAside = report.SetAside.Select(disk.PathOf).ToArray(),
                Problems = report.Problems,
            };
        }
        catch (LogDamagedException e)
        {
            throw new DataDamagedException(e);
        }
    }

    /// <summary>
    /// Makes a folder of ours from the data of Java's server, 3.4 to 3.9: the same nodes with the same Stats, and the sessions that were open. The
    /// server has to be stopped, or the data a copy; they are only read.
    /// </summary>
    /// <param name="dataPath">What zoo.cfg calls dataDir.</param>
    /// <param name="logPath">What it calls dataLogDir; null if the logs lie with the snapshots.</param>
    /// <param name="targetPath">The folder to make, new or empty.</param>
    /// <param name="cancellationToken">Ends it; nothing is left then.</param>
    /// <exception cref="DataDamagedException">Something that was acknowledged may be missing.</exception>
    /// <exception cref="NotSupportedException">The newest snapshot is compressed with Snappy.</exception>
    /// <exception cref="IOException">There are no data, or the target holds some already, or a server has it.</exception>
    public static async ValueTask<ZkDataImport> ImportAsync(string dataPath, string? logPath, string targetPath, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(dataPath);
        return await MakeAsync(targetPath, disk =>
        {
            using var import = new JavaImport(JavaFiles.Find(dataPath, logPath));
            import.Run(cancellationToken);
            NewFolder.Write(disk, import.Database, cancellationToken);
            return new ZkDataImport
            {
                Path = Path.GetFullPath(targetPath),
                LastZxid = import.Database.LastZxid,
                Nodes = import.Database.Tree.Count,
                Sessions = import.Database.Sessions.Count,
                Snapshot = import.Snapshot,
                Replayed = import.Replayed,
                Findings = import.Findings,
            };
        }, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Backs up a folder that no server has, into one file. A running server backs itself up: <see cref="ZkServer.BackUpAsync"/>.</summary>
    /// <param name="path">The folder.</param>
    /// <param name="file">The file to make.</param>
    /// <param name="cancellationToken">Ends it; nothing is left then.</param>
    /// <exception cref="DataDamagedException">The folder is damaged.</exception>
    /// <exception cref="IOException">A server has the folder, or the file exists, or cannot be written.</exception>
    public static async ValueTask<ZkDataBackUp> BackUpAsync(string path, string file, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        var (folder, name) = Split(file);
        return await Task.Run(() =>
        {
            using var disk = Open(path);
            using var database = new Database();
            new StateRecovery(disk, database).Run(new());
            using var target = new FileDisk(folder, exclusive: false);
            return BackUpFile.Write(target, name, database, cancellationToken);
        }, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Makes a folder of a back-up, of which every byte is checked. A server that is started on it goes on where the back-up ends.</summary>
    /// <param name="file">The back-up.</param>
    /// <param name="path">The folder to make, new or empty.</param>
    /// <param name="cancellationToken">Ends it; nothing is left then.</param>
    /// <exception cref="DataDamagedException">The back-up is not whole.</exception>
    /// <exception cref="IOException">There is no such file, or the folder holds data already, or a server has it.</exception>
    public static async ValueTask<ZkDataRestore> RestoreAsync(string file, string path, CancellationToken cancellationToken = default)
    {
        var (folder, name) = Split(file);
        if (!File.Exists(file))
            throw new FileNotFoundException($"There is no back-up {Path.GetFullPath(file)}.", file);
        return await MakeAsync(path, disk =>
        {
            using var database = new Database();
            using var source = new FileDisk(folder, exclusive: false);
            BackUpFile.Read(source, name, database, cancellationToken);
            NewFolder.Write(disk, database, cancellationToken);
            return new ZkDataRestore { Path = Path.GetFullPath(path), LastZxid = database.LastZxid, Nodes = database.Tree.Count, Sessions = database.Sessions.Count };
        }, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>A file's folder and name.</summary>
    internal static (string Folder, string Name) Split(string file)
    {
        ArgumentException.ThrowIfNullOrEmpty(file);
        var full = Path.GetFullPath(file);
        return Path.GetDirectoryName(full) is { } folder && Path.GetFileName(full) is { Length: > 0 } name
            ? (folder, name)
            : throw new ArgumentException($"{file} is a folder; a back-up is a file.", nameof(file));
    }

    private static FileDisk Open(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        return Directory.Exists(path) ? new(path) : throw new DirectoryNotFoundException($"There is no folder {Path.GetFullPath(path)}.");
    }

    private static Task<T> MakeAsync<T>(string path, Func<FileDisk, T> make, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        return Task.Run(() =>
        {
            var isNew = !Directory.Exists(path);
            try
            {
                using var disk = new FileDisk(path);
                NewFolder.EnsureEmpty(disk);
                return make(disk);
            }
            catch when (isNew && Directory.Exists(path))
            {
                Directory.Delete(path, recursive: true);
                throw;
            }
        }, cancellationToken);
    }
}
