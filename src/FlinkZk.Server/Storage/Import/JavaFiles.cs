using System.Globalization;

namespace FlinkZk.Server;

/// <summary>
/// The files of Java's server in dataDir and dataLogDir, below <c>version-2</c>. A name's number is hexadecimal:
/// <code>
/// snapshot.a5      the state, all transactions up to 0xa5 in it; also .gz and .snappy
/// log.a6           transactions from 0xa6 on
/// </code>
/// </summary>
internal sealed class JavaFiles
{
    private const string Version2 = "version-2";

    private JavaFiles(IReadOnlyList<(long, string)> snapshots, IReadOnlyList<(long, string)> logs) => (Snapshots, Logs) = (snapshots, logs);

    /// <summary>Snapshots, newest first.</summary>
    public IReadOnlyList<(long Zxid, string Path)> Snapshots { get; }

    /// <summary>Logs in order.</summary>
    public IReadOnlyList<(long Zxid, string Path)> Logs { get; }

    /// <summary>Looks for them.</summary>
    /// <param name="dataPath">dataDir, or its version-2.</param>
    /// <param name="logPath">dataLogDir, or its version-2; null if it is dataDir.</param>
    public static JavaFiles Find(string dataPath, string? logPath)
    {
        var (data, log) = (FolderOf(dataPath), FolderOf(logPath ?? dataPath));
        var files = new JavaFiles([.. Named(data, "snapshot.").OrderByDescending(static file => file.Zxid)], [.. Named(log, "log.").OrderBy(static file => file.Zxid)]);
        return files.Snapshots.Count + files.Logs.Count > 0
            ? files
            : throw new FileNotFoundException($"{data} holds no snapshot and no log of ZooKeeper. Give the folder that zoo.cfg calls dataDir, and the one that it calls dataLogDir, if there is one.");
    }

    private static string FolderOf(string path)
    {
        var folder = Path.GetFullPath(path);
        if (!Directory.Exists(folder))
            throw new DirectoryNotFoundException($"There is no folder {folder}.");
        return Path.Combine(folder, Version2) is var below && Directory.Exists(below) ? below : folder;
    }

    private static IEnumerable<(long Zxid, string Path)> Named(string folder, string prefix)
    {
        foreach (var path in Directory.EnumerateFiles(folder, prefix + "*"))
        {
            var number = Path.GetFileName(path).AsSpan(prefix.Length);
            if (prefix[0] == 's' && number.IndexOf('.') is var dot and > 0 && number[dot..] is ".gz" or ".snappy")
                number = number[..dot];
            if (long.TryParse(number, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var zxid))
                yield return (zxid, path);
        }
    }
}
