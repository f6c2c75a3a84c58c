using System.Globalization;
using System.Net;

namespace FlinkZk.Server.Access;

/// <summary><c>address</c> or <c>address/bits</c>; every connection has its own, unasked (<c>IPAuthenticationProvider</c>).</summary>
internal sealed class IpScheme : IdentityScheme
{
    public const string SchemeName = "ip";

    public override string Name => SchemeName;

    public override bool IsAuthenticated => false;

    public override bool IsValid(string id) => TryParse(id, out _, out _);

    public override bool Matches(string callersId, string entry)
    {
        if (!TryParse(entry, out var wanted, out var bits) || !IPAddress.TryParse(callersId, out var address))
            return false;
        var actual = address.GetAddressBytes();
        if (actual.Length != wanted.Length)
            return false;
        var whole = bits / 8;
        var mask = (byte)(0xff00 >> (bits % 8));
        return actual.AsSpan(0, whole).SequenceEqual(wanted.AsSpan(0, whole))
            && (bits % 8 == 0 || (actual[whole] & mask) == (wanted[whole] & mask));
    }

    private static bool TryParse(string id, out byte[] address, out int bits)
    {
        var slash = id.IndexOf('/', StringComparison.Ordinal);
        address = IPAddress.TryParse(slash < 0 ? id : id[..slash], out var parsed) ? parsed.GetAddressBytes() : [];
        bits = address.Length * 8;
        return address.Length > 0
            && (slash < 0 || int.TryParse(id.AsSpan(slash + 1), NumberStyles.None, CultureInfo.InvariantCulture, out bits) && bits <= address.Length * 8);
    }
}
