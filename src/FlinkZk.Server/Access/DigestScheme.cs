using System.Security.Cryptography;
using System.Text;

namespace FlinkZk.Server.Access;

/// <summary><c>user:base64(sha1(user:password))</c>, from auth bytes <c>user:password</c> (<c>DigestAuthenticationProvider</c>).</summary>
internal sealed class DigestScheme : IdentityScheme
{
    public const string SchemeName = "digest";

    public override string Name => SchemeName;

    public override bool IsValid(string id) => id.Split(':').Length == 2;

    /// <summary>The identity that <paramref name="userAndPassword"/> proves.</summary>
    public static string Digest(ReadOnlySpan<byte> userAndPassword)
    {
        var colon = userAndPassword.IndexOf((byte)':');
        var user = Encoding.UTF8.GetString(colon < 0 ? userAndPassword : userAndPassword[..colon]);
#pragma warning disable CA5350 // SHA-1 is the protocol's choice
        return $"{user}:{Convert.ToBase64String(SHA1.HashData(userAndPassword))}";
#pragma warning restore CA5350
    }
}
