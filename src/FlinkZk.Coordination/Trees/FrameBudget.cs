using System.Text;
using FlinkZk.Wire;

namespace FlinkZk.Coordination;

/// <summary>Counts whether operations still fit into one transaction, as the multi request has them.</summary>
internal sealed class FrameBudget
{
    // Type, flag and error before each operation, and once more at the end (MultiHeader).
    private const int Header = 9;
    private const int Length = 4;
    private const int Number = 4;

    // A follower hands the request on to the leader in a packet of its own, and a server puts identities in the place of 'auth'.
    private const int Reserve = 32 * 1024;

    /// <summary>Bytes that a transaction may take.</summary>
    public const int Limit = Limits.MaxFrame - Reserve;

    /// <summary>Bytes so far.</summary>
    public long Size { get; private set; } = Limits.RequestHeader + Header;

    /// <summary>Whether all fits.</summary>
    public bool Fits => Size <= Limit;

    public void AddCreate(string path, byte[]? data, IReadOnlyList<Acl> acl) => Size +=
        Header + Text(path) + Length + (data?.Length ?? 0) + Length + acl.Sum(entry => Number + Text(entry.Scheme) + Text(entry.Id)) + Number;

    public void AddDelete(string path) => Size += Header + Text(path) + Number;

    private static int Text(string text) => Length + Encoding.UTF8.GetByteCount(text);
}
