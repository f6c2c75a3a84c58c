namespace FlinkZk.Server.Storage;

/// <summary>
/// The state as a snapshot holds it, taken while changes go on; replaying the log from the snapshot's start makes it whole. In jute's
/// encoding, big-endian:
/// <code>
/// session count i32 · (id i64 · timeout i32 · password)*
/// (length i32 · depth i32 · name · data · czxid · mzxid · ctime · mtime · pzxid · owner i64 · version · creates · acl version i32 · acl)*
/// 0 i32 · node count i32
/// </code>
/// Nodes stand in depth-first order: the parent of one is the last before it that is one less deep. A list of the ACL that was there
/// before is its number; a new one is -1 and itself.
/// </summary>
internal static class StateFormat
{
    public const int End = 0;
    public const int NewAcl = -1;
}
