using System.Globalization;

namespace FlinkZk.Server.Journal;

/// <summary>
/// A snapshot's file: the state between two zxids, taken while changes went on; replaying the log from the first makes it whole.
/// In jute's encoding, big-endian:
/// <code>
/// "FZKSNAP1" · start zxid i64
/// session count i32 · (id i64 · timeout i32 · password)*
/// (length i32 · depth i32 · name · data · czxid · mzxid · ctime · mtime · pzxid · owner i64 · version · creates · acl version i32 · acl)*
/// 0 i32 · node count i32 · end zxid i64 · crc u32 of all before
/// </code>
/// Nodes stand in depth-first order: the parent of one is the last before it that is one less deep. A list of the ACL that was there
/// before is its number; a new one is -1 and itself.
/// </summary>
internal static class Snapshot
{
    public const string Prefix = "snapshot-";
    public const int End = 0;
    public const int NewAcl = -1;

    public static ReadOnlySpan<byte> Magic => "FZKSNAP1"u8;

    public static string NameOf(long startZxid) => Prefix + startZxid.ToString("x16", CultureInfo.InvariantCulture);

    /// <summary>The start in a snapshot's name, null for other files.</summary>
    public static long? StartOf(string name) =>
        name.StartsWith(Prefix, StringComparison.Ordinal) && long.TryParse(name.AsSpan(Prefix.Length), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var zxid)
            ? zxid
            : null;
}
