using System.Globalization;

namespace FlinkZk.Server.Log;

/// <summary>
/// The names in a data directory.
/// <code>
/// log.00000001                 segments, in order
/// log.00000002.tmp             one that is being made: no part of the log
/// snapshot.00000000000000a5    the state, all transactions up to 0xa5 in it
/// *.broken, *.unlogged         set aside, never read again
/// </code>
/// </summary>
internal static class LogFiles
{
    public const string Temporary = ".tmp";
    public const string Broken = ".broken";
    public const string Unlogged = ".unlogged";

    private const string SegmentPrefix = "log.";
    private const string SnapshotPrefix = "snapshot.";

    public static string Segment(uint number) => string.Create(CultureInfo.InvariantCulture, $"{SegmentPrefix}{number:d8}");

    public static string Snapshot(long zxid) => string.Create(CultureInfo.InvariantCulture, $"{SnapshotPrefix}{zxid:x16}");

    public static bool IsTemporary(string name) =>
        name.EndsWith(Temporary, StringComparison.Ordinal) && (name.StartsWith(SegmentPrefix, StringComparison.Ordinal) || name.StartsWith(SnapshotPrefix, StringComparison.Ordinal));

    /// <summary>The segments' numbers, in order.</summary>
    public static List<uint> Segments(IEnumerable<string> names)
    {
        var numbers = new List<uint>();
        foreach (var name in names)
            if (name.StartsWith(SegmentPrefix, StringComparison.Ordinal) && uint.TryParse(name.AsSpan(SegmentPrefix.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var number) && name == Segment(number))
                numbers.Add(number);
        numbers.Sort();
        return numbers;
    }

    /// <summary>The snapshots' zxids, newest first.</summary>
    public static List<long> Snapshots(IEnumerable<string> names)
    {
        var zxids = new List<long>();
        foreach (var name in names)
            if (name.StartsWith(SnapshotPrefix, StringComparison.Ordinal) && long.TryParse(name.AsSpan(SnapshotPrefix.Length), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var zxid) && name == Snapshot(zxid))
                zxids.Add(zxid);
        zxids.Sort(static (a, b) => b.CompareTo(a));
        return zxids;
    }
}
