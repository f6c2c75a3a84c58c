using System.Security.Cryptography;
using System.Text;

namespace FlinkZk.Interop.Tests;

/// <summary>The id of the digest scheme, <c>user:base64(sha1(user:password))</c>, as <c>DigestAuthenticationProvider.generateDigest</c> makes it.</summary>
internal static class AclDigest
{
#pragma warning disable CA5350 // ZooKeeper's scheme is SHA-1.
    public static string Of(string user, string password) => $"{user}:{Convert.ToBase64String(SHA1.HashData(Encoding.UTF8.GetBytes($"{user}:{password}")))}";
#pragma warning restore CA5350
}
