using FlinkZk.Server.Errors;
using FlinkZk.Server.Log;
using FlinkZk.Server.Memory;
using FlinkZk.Server.Options;

namespace FlinkZk.Server.Storage;

/// <summary>How much memory a start on a folder needs: told from the sizes of its files when there was not enough to read them.</summary>
internal static class StateEstimate
{
    /// <summary>What to say of a folder that did not fit into the memory.</summary>
    public static DataFolderException TooLarge(string path, ZkServerOptions options, OutOfMemoryException cause)
    {
        var (snapshot, log) = ToRead(new FileDisk(path));
        var (least, enough) = (NeededFor(snapshot, options), NeededFor(snapshot + log, options));
        var given = options.MaxMemory is { } most ? Text(most) : "what the process may have";
        return new(DataFolderProblem.TooLarge, path,
            $"The data in {path} do not fit into the memory, {given}: {(least == enough ? "about" : $"{Text(least)} may do, if most of the log writes the same nodes again, and")} {Text(enough)} will (--max-memory, -MaxMemory). Nothing was changed.", cause);
    }

    /// <summary>Bytes of the newest snapshot, and of the segments behind it.</summary>
    public static (long Snapshot, long Log) ToRead(IDisk disk)
    {
        var snapshots = LogFiles.Snapshots(disk.List());
        var segments = SegmentFile.FindAll(disk);
        return snapshots is not [var newest, ..]
            ? (0, segments.Sum(segment => LengthOf(disk, segment.Name)))
            : (LengthOf(disk, LogFiles.Snapshot(newest)), segments.Where((_, i) => i == segments.Count - 1 || segments[i + 1].PreviousZxid > newest).Sum(segment => LengthOf(disk, segment.Name)));
    }

    // A small node takes more in memory than in a file; and what there is was not enough.
    private static long NeededFor(long bytes, ZkServerOptions options) =>
        Math.Max(ServerMemory.NeededFor(bytes * 3 / 2), options.MaxMemory + OptionsCheck.LeastMemory ?? 0);

    private static string Text(long bytes) => $"{bytes >> 20}MB";

    private static long LengthOf(IDisk disk, string name)
    {
        using var file = disk.Open(name);
        return file.Length;
    }
}
