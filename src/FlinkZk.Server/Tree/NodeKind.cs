namespace FlinkZk.Server.Tree;

/// <summary>
/// What a node's ephemeralOwner says (<c>EphemeralType</c>):
/// <code>
/// 0                     persistent
/// 0x8000000000000000    container
/// 0xff 00 tttttttttt    time to live, 40 bits of milliseconds; only with extended types
/// anything else         the owning session
/// </code>
/// </summary>
internal static class NodeKind
{
    public const long Persistent = 0;
    public const long Container = long.MinValue;
    public const long MaxTtl = 0xff_ffff_ffff; // 40 bits, about 34 years

    private const long TtlMark = unchecked((long)0xff00_0000_0000_0000);
    private const long ReservedBits = 0x00ff_ff00_0000_0000;

    public static long FromTtl(long milliseconds) => TtlMark | milliseconds;

    public static bool HasTtl(long owner) => (owner & TtlMark) == TtlMark && (owner & ReservedBits) == 0;

    public static long Ttl(long owner) => owner & MaxTtl;

    /// <summary>Whether the node goes with a session.</summary>
    public static bool IsEphemeral(long owner) => owner is not (Persistent or Container) && !HasTtl(owner);
}
