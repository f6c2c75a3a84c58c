namespace FlinkZk.Server.Log;

/// <summary>A snapshot in the data folder: a <see cref="SealedFile"/> that bears its start in its name, with the state as content.</summary>
/// <param name="StartZxid">Every transaction up to here is in it.</param>
/// <param name="EndZxid">None after this one is in it.</param>
/// <param name="Length">Bytes of content.</param>
/// <param name="Seal">Its checksum.</param>
internal sealed record SnapshotFile(long StartZxid, long EndZxid, long Length, uint Seal)
{
    private const ulong Magic = 0x464C494E4B5A4B53; // "FLINKZKS"

    private SnapshotFile(SealedFile file) : this(file.StartZxid, file.EndZxid, file.Length, file.Seal)
    {
    }

    /// <summary>Its file.</summary>
    public string Name => LogFiles.Snapshot(StartZxid);

    /// <summary>What the log says of it.</summary>
    public SnapshotMark Mark => new(StartZxid, EndZxid, Seal);

    /// <summary>Whether a file begins as a snapshot does, by its first eight bytes.</summary>
    public static bool IsBeginning(ulong bytes) => bytes == Magic;

    /// <summary>Writes a snapshot and reads it back; it may be started from once its mark is in the log.</summary>
    /// <param name="disk">Where it goes.</param>
    /// <param name="startZxid">The last transaction that was applied before the content is written.</param>
    /// <param name="content">Writes the content.</param>
    /// <param name="endZxid">The last transaction that is applied; asked after the content was written.</param>
    /// <exception cref="DiskFullException">There is no room for it; nothing is left of it, and the log is not harmed.</exception>
    public static SnapshotFile Write(IDisk disk, long startZxid, Action<Stream> content, Func<long> endZxid) =>
        new(SealedFile.Write(disk, LogFiles.Snapshot(startZxid), LogFiles.Snapshot(startZxid) + LogFiles.Temporary, Magic, startZxid, content, endZxid));

    /// <summary>Writes one while transactions go on and makes it eligible, on a thread that may block; one at a time.</summary>
    /// <param name="disk">Where it goes.</param>
    /// <param name="roll">Begins a new segment (<see cref="LogWriter.Roll"/>).</param>
    /// <param name="mark">Makes it one to start from (<see cref="LogWriter.Append(SnapshotMark)"/>).</param>
    /// <param name="appliedZxid">The last transaction in the state; asked before and after the content is written.</param>
    /// <param name="content">Writes the state, each part of it in one piece (a node under its lock).</param>
    /// <returns>The snapshot; null if there is one already of this very state.</returns>
    public static async Task<SnapshotFile?> TakeAsync(IDisk disk, Func<Task> roll, Func<SnapshotMark, Task> mark, Func<long> appliedZxid, Action<Stream> content)
    {
        // Segments are deleted whole: a new one near the start lets those before it go as soon as this is the oldest snapshot kept.
        await roll().ConfigureAwait(false);
        var start = appliedZxid();
        if (start == 0 || disk.List().Contains(LogFiles.Snapshot(start)))
            return null;
        var snapshot = Write(disk, start, content, appliedZxid);
        await mark(snapshot.Mark).ConfigureAwait(false);
        return snapshot;
    }

    /// <summary>Reads a whole snapshot and checks its seal.</summary>
    /// <returns>What is wrong, or null.</returns>
    public static string? Verify(IDisk disk, long zxid, out SnapshotFile? snapshot)
    {
        snapshot = null;
        if (SealedFile.Verify(disk, LogFiles.Snapshot(zxid), Magic, out var file) is { } problem)
            return problem;
        if (file!.StartZxid != zxid)
            return "it is not the one that its name says";
        snapshot = new(file);
        return null;
    }

    /// <summary>Its content, to read once from the beginning.</summary>
    public Stream OpenContent(IDisk disk) => new SealedFileReader(disk.Open(Name), Length);
}
