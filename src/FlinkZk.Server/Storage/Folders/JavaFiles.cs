using System.Buffers.Binary;
using System.Globalization;
using System.IO.Compression;

namespace FlinkZk.Server.Storage;

/// <summary>
/// The files of Java's server in dataDir and dataLogDir, below <c>version-2</c>. A name's number is hexadecimal:
/// <code>
/// snapshot.a5      the state, all transactions up to 0xa5 in it; also .gz and .snappy
/// log.a6           transactions from 0xa6 on
/// </code>
/// </summary>
internal sealed class JavaFiles
{
    /// <summary>The folder below dataDir in which they lie.</summary>
    public const string Version2 = "version-2";

    private const string Snapshot = "snapshot.";
    private const string Log = "log.";
    /// <summary>How a snapshot begins: "ZKSN".</summary>
    public const int SnapshotMagic = 0x5A4B534E;

    /// <summary>
    /// The id of the database in a snapshot that our export wrote: nothing is behind it. Java's server reads the field and does not look at it; its own snapshots have -1
    /// (<c>FileHeader</c>, <c>FileSnap.serialize</c>), and it writes one when it starts.
    /// </summary>
    public const long ExportedId = 0x464C494E4B5A4B;

    private const int LogMagic = 0x5A4B4C47; // "ZKLG"
    private const ushort Gzip = 0x1F8B;
    private const ulong Snappy = 0x82_53_4E_41_50_50_59_00; // "\x82SNAPPY\0"

    private JavaFiles(string folder, IReadOnlyList<(long, string)> snapshots, IReadOnlyList<(long, string)> logs) => (Folder, Snapshots, Logs) = (folder, snapshots, logs);

    /// <summary>Where the snapshots lie, and what an ensemble's member keeps of its elections.</summary>
    public string Folder { get; }

    /// <summary>Snapshots, newest first.</summary>
    public IReadOnlyList<(long Zxid, string Path)> Snapshots { get; }

    /// <summary>Whether something may have come behind the snapshots that is not there.</summary>
    public bool IsSnapshotAlone => Logs.Count == 0 && Snapshots[0] is { Zxid: > 0 } newest && !IsExported(newest.Path);

    /// <summary>Logs in order.</summary>
    public IReadOnlyList<(long Zxid, string Path)> Logs { get; }

    /// <summary>Looks for them.</summary>
    /// <param name="dataPath">dataDir, or its version-2.</param>
    /// <param name="logPath">dataLogDir, or its version-2; null if it is dataDir.</param>
    public static JavaFiles Find(string dataPath, string? logPath)
    {
        var (data, log) = (FolderOf(dataPath), FolderOf(logPath ?? dataPath));
        var files = new JavaFiles(data, [.. Named(data, Snapshot).OrderByDescending(static file => file.Zxid)], [.. Named(log, Log).OrderBy(static file => file.Zxid)]);
        if (files.Snapshots.Count + files.Logs.Count == 0)
            throw new FileNotFoundException($"{data} holds no snapshot and no log of ZooKeeper. Give the folder that zoo.cfg calls dataDir, and the one that it calls dataLogDir, if there is one.{Below(data)}");
        // Java's server writes a log from its first transaction on: what is behind a snapshot without one lies elsewhere, and would be missing without a word.
        if (files.IsSnapshotAlone && (logPath is null || log != data))
        {
            throw new FileNotFoundException($"{log} holds no log of ZooKeeper, and {data} a snapshot of 0x{files.Snapshots[0].Zxid:x}: what came after that would be missing. Give the folder that zoo.cfg calls dataLogDir as the one of the logs; "
                + "if there is none any more, give dataDir as both, and the snapshot alone is taken.");
        }
        return files;
    }

    /// <summary>A file with something in it; null for one that is empty, and for a device or a pipe, which is not opened for that: a pipe without a writer would never return.</summary>
    public static FileInfo? Regular(string path) => File.Exists(path) && (File.ResolveLinkTarget(path, returnFinalTarget: true) ?? new FileInfo(path)) is FileInfo { Exists: true, Length: > 0 } file ? file : null;

    // "ZKSN" · version i32 · id of the database i64
    private static bool IsExported(string snapshot)
    {
        if (Regular(snapshot) is null)
            return false;
        Span<byte> header = stackalloc byte[16];
        using var file = File.OpenRead(snapshot);
        return file.ReadAtLeast(header, header.Length, throwOnEndOfStream: false) == header.Length && BinaryPrimitives.ReadInt32BigEndian(header) == SnapshotMagic && BinaryPrimitives.ReadInt64BigEndian(header[8..]) == ExportedId;
    }

    // One folder too high is a common mistake.
    private static string Below(string folder) => Directory.EnumerateDirectories(folder).FirstOrDefault(static below => Directory.Exists(Path.Combine(below, Version2))) is { } found ? $" {found} looks like one." : "";

    /// <summary>The epoch that a member of an ensemble has come to: it goes before the zxid in elections. A server alone has the one of its transactions.</summary>
    public long Epoch(long lastZxid) =>
        Regular(Path.Combine(Folder, "currentEpoch")) is not null && long.TryParse(File.ReadAllText(Path.Combine(Folder, "currentEpoch")), NumberStyles.None, CultureInfo.InvariantCulture, out var epoch) ? epoch : lastZxid >> 32;

    /// <summary>The folders that belong to Java's server: dataDir and dataLogDir, also where their version-2 was given.</summary>
    public static IReadOnlyCollection<string> Roots(string dataPath, string? logPath) => [RootOf(dataPath), RootOf(logPath ?? dataPath)];

    /// <summary>The name of a snapshot that holds everything up to a transaction.</summary>
    public static string NameOfSnapshot(long zxid) => string.Create(CultureInfo.InvariantCulture, $"{Snapshot}{zxid:x}");

    /// <summary>Whether Java's server gives a file this name.</summary>
    public static bool IsName(string name) => TryRead(name, Snapshot, out _) || TryRead(name, Log, out _);

    /// <summary>Whether a file begins as one of them does, by its first eight bytes; what is packed with gzip is looked into.</summary>
    public static bool IsBeginning(ulong bytes, string path) => (int)(bytes >> 32) is SnapshotMagic or LogMagic || bytes == Snappy || (ushort)(bytes >> 48) == Gzip && IsPackedSnapshot(path);

    private static bool IsPackedSnapshot(string path)
    {
        Span<byte> bytes = stackalloc byte[sizeof(uint)];
        try
        {
            using var content = new GZipStream(File.OpenRead(path), CompressionMode.Decompress);
            return content.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false) == bytes.Length && BinaryPrimitives.ReadInt32BigEndian(bytes) == SnapshotMagic;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or InvalidDataException)
        {
            return false;
        }
    }

    private static string FolderOf(string path)
    {
        var folder = Path.GetFullPath(path);
        if (!Directory.Exists(folder))
            throw new DirectoryNotFoundException($"There is no folder {folder}.");
        return Path.Combine(folder, Version2) is var below && Directory.Exists(below) ? below : folder;
    }

    private static string RootOf(string path)
    {
        var folder = Path.TrimEndingDirectorySeparator(Path.GetFullPath(path));
        return Path.GetFileName(folder) == Version2 ? Path.GetDirectoryName(folder)! : folder;
    }

    private static IEnumerable<(long Zxid, string Path)> Named(string folder, string prefix)
    {
        foreach (var path in Directory.EnumerateFiles(folder, prefix + "*"))
            if (TryRead(Path.GetFileName(path), prefix, out var zxid))
                yield return (zxid, path);
    }

    private static bool TryRead(string name, string prefix, out long zxid)
    {
        zxid = 0;
        if (!name.StartsWith(prefix, StringComparison.Ordinal))
            return false;
        var number = name.AsSpan(prefix.Length);
        if (prefix == Snapshot && number.IndexOf('.') is var dot and > 0 && number[dot..] is ".gz" or ".snappy")
            number = number[..dot];
        return long.TryParse(number, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out zxid);
    }
}
