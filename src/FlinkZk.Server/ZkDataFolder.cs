using FlinkZk.Server.Errors;
using FlinkZk.Server.Log;
using FlinkZk.Server.State;
using FlinkZk.Server.Storage;

namespace FlinkZk.Server;

/// <summary>A server's data folder, while no server has it.</summary>
public static class ZkDataFolder
{
    /// <summary>
    /// Makes a folder that a server refuses usable again, by giving up everything from the damage on; where the log is gone, by going on from the newest whole snapshot.
    /// Nothing is deleted: what is taken out of use stays beside it as <c>.broken</c>.
    /// </summary>
    /// <param name="path">The folder.</param>
    /// <exception cref="DataDamagedException">The beginning is missing, and so is a whole snapshot: there is nothing to go on from.</exception>
    /// <exception cref="DataFolderException">A server has the folder, or it is none of a server, or may not be written.</exception>
    public static ZkDataRepair Repair(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        using var folder = FolderGuard.Take(path);
        var disk = folder.Disk;
        try
        {
            var report = LogRepair.Run(disk, new(), new SnapshotAlone(disk).GoOn);
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
            throw e.ToDataDamaged();
        }
    }

    /// <summary>Reads a folder, and changes nothing: what <see cref="Repair"/> would begin with.</summary>
    /// <param name="path">The folder.</param>
    /// <returns>The first damage; null if there is none.</returns>
    /// <exception cref="DataFolderException">A server has the folder, or it is none of a server, or may not be written.</exception>
    public static DataDamagedException? FindDamage(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        using var folder = FolderGuard.Take(path);
        try
        {
            LogRecovery.Open(folder.Disk, new());
            return null;
        }
        catch (LogDamagedException e)
        {
            return e.ToDataDamaged();
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
    /// <exception cref="IOException">There are no data.</exception>
    /// <exception cref="DataFolderException">The target is not empty, or lies in the source.</exception>
    public static ValueTask<ZkDataImport> ImportAsync(string dataPath, string? logPath, string targetPath, CancellationToken cancellationToken = default) =>
        ImportAsync([dataPath], logPath is null ? null : [logPath], targetPath, cancellationToken);

    /// <summary>
    /// The same from the folders of an ensemble's members: the newest is taken, as an election would, and how the others differ is found. Give most of them:
    /// what was acknowledged is in one of any majority.
    /// </summary>
    /// <param name="dataPaths">What their zoo.cfg call dataDir.</param>
    /// <param name="logPaths">What they call dataLogDir, in the same order; null if the logs lie with the snapshots.</param>
    /// <param name="targetPath">The folder to make, new or empty.</param>
    /// <param name="cancellationToken">Ends it; nothing is left then.</param>
    /// <exception cref="ArgumentException">There are not as many of one as of the other.</exception>
    /// <exception cref="DataDamagedException">In every one something that was acknowledged may be missing.</exception>
    /// <exception cref="NotSupportedException">The newest snapshot of one is compressed with Snappy.</exception>
    /// <exception cref="IOException">There are no data in one.</exception>
    /// <exception cref="DataFolderException">The target is not empty, or lies in a source.</exception>
    public static async ValueTask<ZkDataImport> ImportAsync(IReadOnlyList<string> dataPaths, IReadOnlyList<string>? logPaths, string targetPath, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(dataPaths);
        foreach (var path in dataPaths.Concat(logPaths ?? []))
            ArgumentException.ThrowIfNullOrEmpty(path, nameof(dataPaths));
        if (dataPaths.Count == 0 || logPaths is not null && logPaths.Count != dataPaths.Count)
            throw new ArgumentException($"{dataPaths.Count} data folders and {logPaths?.Count ?? 0} log folders are given: each member has one of both, in the same order.", nameof(logPaths));
        foreach (var path in dataPaths.Concat(logPaths ?? []))
            FolderGuard.RefuseOwn(path);
        var sources = dataPaths.Select((path, i) => (path, logPaths?[i])).ToList();
        return await MakeAsync(targetPath, [.. sources.SelectMany(static source => JavaFiles.Roots(source.path, source.Item2))], folder =>
        {
            using var members = new JavaMembers();
            members.Run(sources, cancellationToken);
            var import = members.Newest;
            StateFiles.Write(folder.Disk, import.Database, cancellationToken);
            return new ZkDataImport
            {
                Path = Path.GetFullPath(targetPath),
                Source = import.Files.Folder,
                LastZxid = import.Database.LastZxid,
                Nodes = import.Database.Tree.Count,
                Sessions = import.Database.Sessions.Count,
                Snapshot = import.Snapshot,
                Replayed = import.Replayed,
                Findings = [.. folder.Findings, .. members.Findings],
            };
        }, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Backs up a folder that no server has, into one file. A running server backs itself up: <see cref="ZkServer.BackUpAsync"/>.</summary>
    /// <param name="path">The folder.</param>
    /// <param name="file">The file to make.</param>
    /// <param name="cancellationToken">Ends it; nothing is left then.</param>
    /// <exception cref="DataDamagedException">The folder is damaged.</exception>
    /// <exception cref="DataFolderException">A server has the folder, or it is none of a server; or the file exists, or would lie in a server's folder.</exception>
    public static async ValueTask<ZkDataBackUp> BackUpAsync(string path, string file, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        return await Task.Run(() =>
        {
            using var folder = FolderGuard.Take(path);
            using var target = NewFile.Begin(file);
            using var database = new Database();
            new StateRecovery(folder.Disk, database).Run(new());
            var made = BackUpFile.Write(target.Disk, target.Name, database, cancellationToken);
            target.Complete();
            return made with { Findings = target.Findings };
        }, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Makes a folder of a back-up, of which every byte is checked. A server that is started on it goes on where the back-up ends.</summary>
    /// <param name="file">The back-up.</param>
    /// <param name="path">The folder to make, new or empty.</param>
    /// <param name="cancellationToken">Ends it; nothing is left then.</param>
    /// <exception cref="DataDamagedException">The back-up is not whole.</exception>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="DataFolderException">The folder is not empty.</exception>
    public static async ValueTask<ZkDataRestore> RestoreAsync(string file, string path, CancellationToken cancellationToken = default)
    {
        var (source, name) = NewFile.Split(file);
        if (!File.Exists(file))
            throw new FileNotFoundException($"There is no back-up {Path.GetFullPath(file)}.", file);
        return await MakeAsync(path, [], folder =>
        {
            using var database = new Database();
            BackUpFile.Read(new FileDisk(source), name, database, cancellationToken);
            StateFiles.Write(folder.Disk, database, cancellationToken);
            return new ZkDataRestore { Path = Path.GetFullPath(path), LastZxid = database.LastZxid, Nodes = database.Tree.Count, Sessions = database.Sessions.Count, Findings = folder.Findings };
        }, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>
    /// The way back: makes a folder that a Java server, 3.5 to 3.9, starts from with the same nodes and Stats, of a folder that no server has, or of a back-up. It holds
    /// one snapshot; the Java server begins its log behind it.
    /// </summary>
    /// <param name="source">The folder, or the back-up. A server that runs is backed up first (<see cref="ZkServer.BackUpAsync"/>).</param>
    /// <param name="targetPath">The folder to make, new or empty: zoo.cfg calls it dataDir.</param>
    /// <param name="cancellationToken">Ends it; nothing is left then.</param>
    /// <exception cref="DataDamagedException">The source is damaged.</exception>
    /// <exception cref="IOException">There is no such source.</exception>
    /// <exception cref="DataFolderException">The source is none, or a server has it; or the target is not empty, or lies in the source.</exception>
    public static async ValueTask<ZkDataExport> ExportAsync(string source, string targetPath, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(source);
        ArgumentException.ThrowIfNullOrEmpty(targetPath);
        FolderGuard.Fill(targetPath, [source]);
        return await MakeAsync(Path.Combine(targetPath, JavaFiles.Version2), [source], folder =>
        {
            using var database = new Database();
            Load(source, database, cancellationToken);
            JavaExport.Write(folder.Disk, database, cancellationToken);
            return new ZkDataExport
            {
                Path = Path.GetFullPath(targetPath),
                LastZxid = database.LastZxid,
                Nodes = database.Tree.Count,
                Sessions = database.Sessions.Count,
                Findings = JavaExport.Findings(database),
            };
        }, cancellationToken).ConfigureAwait(false);
    }

    private static void Load(string source, Database database, CancellationToken cancellationToken)
    {
        if (File.Exists(source))
        {
            var (folder, name) = NewFile.Split(source);
            BackUpFile.Read(new FileDisk(folder), name, database, cancellationToken);
            return;
        }
        using var taken = FolderGuard.Take(source);
        new StateRecovery(taken.Disk, database).Run(new());
    }

    private static Task<T> MakeAsync<T>(string path, IReadOnlyCollection<string> sources, Func<NewFolder, T> make, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        return Task.Run(() =>
        {
            using var folder = NewFolder.Begin(path, sources);
            var made = make(folder);
            cancellationToken.ThrowIfCancellationRequested();
            folder.Complete();
            return made;
        }, cancellationToken);
    }
}
