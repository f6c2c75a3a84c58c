using System.Globalization;

namespace FlinkZk.Server.Log;

/// <summary>
/// The names in a data directory.
/// <code>
/// log.00000001                 segments, in order
/// log.00000002.tmp             one that is being made: no part of the log
/// snapshot.00000000000000a5    the state, all transactions up to 0xa5 in it
/// *.broken, *.broken-2         set aside, never read again, kept
/// *.unlogged                   a snapshot that the log did not know: deleted at the start after the next
/// lock                         held by whoever has the folder
/// </code>
/// Each is told from what somebody else calls log.something to the letter.
/// </summary>
internal static class LogFiles
{
    public const string Lock = "lock";
    public const string Temporary = ".tmp";
    public const string Broken = ".broken";
    public const string Unlogged = ".unlogged";

    private const string SegmentPrefix = "log.";
    private const string SnapshotPrefix = "snapshot.";

    public static string Segment(uint number) => string.Create(CultureInfo.InvariantCulture, $"{SegmentPrefix}{number:d8}");

    public static string Snapshot(long zxid) => string.Create(CultureInfo.InvariantCulture, $"{SnapshotPrefix}{zxid:x16}");

    /// <summary>Whether only a server of ours gives a file this name.</summary>
    public static bool IsOurs(string name) => IsWhole(name) || IsTemporary(name) || IsUnlogged(name) || IsBroken(name);

    /// <summary>One that was being made; nothing is lost with it.</summary>
    public static bool IsTemporary(string name) => name.EndsWith(Temporary, StringComparison.Ordinal) && IsWhole(name[..^Temporary.Length]);

    /// <summary>A snapshot that the log did not know; nothing is lost with it.</summary>
    public static bool IsUnlogged(string name) => name.EndsWith(Unlogged, StringComparison.Ordinal) && IsSnapshot(name[..^Unlogged.Length]);

    /// <summary>The segments' numbers, in order.</summary>
    public static List<uint> Segments(IEnumerable<string> names)
    {
        var numbers = new List<uint>();
        foreach (var name in names)
            if (IsSegment(name, out var number))
                numbers.Add(number);
        numbers.Sort();
        return numbers;
    }

    /// <summary>The snapshots' zxids, newest first.</summary>
    public static List<long> Snapshots(IEnumerable<string> names)
    {
        var zxids = new List<long>();
        foreach (var name in names)
            if (IsSnapshot(name, out var zxid))
                zxids.Add(zxid);
        zxids.Sort(static (a, b) => b.CompareTo(a));
        return zxids;
    }

    private static bool IsWhole(string name) => IsSegment(name, out _) || IsSnapshot(name);

    private static bool IsSnapshot(string name) => IsSnapshot(name, out _);

    // *.broken, *.broken-2 ...
    private static bool IsBroken(string name)
    {
        var at = name.IndexOf(Broken, StringComparison.Ordinal);
        return at > 0 && IsWhole(name[..at])
            && (at + Broken.Length == name.Length || name[at + Broken.Length] == '-' && int.TryParse(name.AsSpan(at + Broken.Length + 1), NumberStyles.None, CultureInfo.InvariantCulture, out _));
    }

    private static bool IsSegment(string name, out uint number)
    {
        number = 0;
        return name.StartsWith(SegmentPrefix, StringComparison.Ordinal)
            && uint.TryParse(name.AsSpan(SegmentPrefix.Length), NumberStyles.None, CultureInfo.InvariantCulture, out number) && name == Segment(number);
    }

    private static bool IsSnapshot(string name, out long zxid)
    {
        zxid = 0;
        return name.StartsWith(SnapshotPrefix, StringComparison.Ordinal)
            && long.TryParse(name.AsSpan(SnapshotPrefix.Length), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out zxid) && name == Snapshot(zxid);
    }
}
