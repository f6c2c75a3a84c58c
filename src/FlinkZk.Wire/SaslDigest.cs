using System.Security.Cryptography;
using System.Text;

namespace FlinkZk.Wire;

/// <summary>
/// SASL DIGEST-MD5 (RFC 2831) as far as ZooKeeper uses it: what both ends compute and how they write it. Quality of protection
/// <c>auth</c>, algorithm <c>md5-sess</c>. MD5 is the protocol's choice, not ours: TLS around it is what protects the exchange.
/// </summary>
public static class SaslDigest
{
    /// <summary>The only count of uses of a nonce that there is here.</summary>
    public const string FirstUse = "00000001";

    /// <summary>The method in what the client proves; the server proves without one.</summary>
    public const string Authenticate = "AUTHENTICATE";

    /// <summary>The response or, without method, the server's own proof (2.1.2.1).</summary>
    /// <param name="user">The user.</param>
    /// <param name="realm">The realm; may be empty.</param>
    /// <param name="password">The password: a secret.</param>
    /// <param name="nonce">The server's nonce.</param>
    /// <param name="clientNonce">The client's nonce.</param>
    /// <param name="digestUri">The service: <c>zookeeper/zk-sasl-md5</c>.</param>
    /// <param name="method"><see cref="Authenticate"/>, or empty for the server's proof.</param>
    /// <param name="authorizationId">Who the client says it acts as; Java's names the user once more. Null if it says nothing.</param>
    public static string Response(string user, string realm, string password, string nonce, string clientNonce, string digestUri, string method, string? authorizationId = null)
    {
        var rest = authorizationId is null ? $":{nonce}:{clientNonce}" : $":{nonce}:{clientNonce}:{authorizationId}";
        byte[] secret = [.. Hash(Encode($"{user}:{realm}:{password}")), .. Encoding.UTF8.GetBytes(rest)];
        var (a1, a2) = (Hex(secret), Hex(Encoding.UTF8.GetBytes($"{method}:{digestUri}")));
        return Hex(Encoding.UTF8.GetBytes($"{a1}:{nonce}:{FirstUse}:{clientNonce}:auth:{a2}"));
    }

    /// <summary>Reads <c>name=value,name="value"</c>; what is not of that form is left out.</summary>
    public static Dictionary<string, string> Parse(string text)
    {
        var fields = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        for (var at = 0; at < text.Length;)
        {
            var equals = text.IndexOf('=', at);
            if (equals < 0)
                break;
            var name = text[at..equals].Trim(' ', ',');
            fields[name] = ReadValue(text, equals + 1, out at);
        }
        return fields;
    }

    /// <summary>A value in quotes, as <see cref="Parse"/> reads it.</summary>
    public static string Quote(string value) => $"\"{value.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\"";

    private static string ReadValue(string text, int at, out int next)
    {
        if (at >= text.Length || text[at] != '"')
        {
            var comma = text.IndexOf(',', at);
            next = comma < 0 ? text.Length : comma + 1;
            return text[at..(comma < 0 ? text.Length : comma)].Trim();
        }
        var value = new StringBuilder();
        for (at++; at < text.Length && text[at] != '"'; at++)
            value.Append(text[at] == '\\' && at + 1 < text.Length ? text[++at] : text[at]);
        next = at + 1;
        return value.ToString();
    }

    // A name that fits into ISO 8859-1 is hashed in it even if the rest is UTF-8 (2.1.2.1).
    private static byte[] Encode(string text) => text.All(c => c <= '\u00ff') ? Encoding.Latin1.GetBytes(text) : Encoding.UTF8.GetBytes(text);

#pragma warning disable CA5351, CA1308 // MD5 and its lower-case digits are what the protocol says.
    private static string Hex(byte[] bytes) => Convert.ToHexString(Hash(bytes)).ToLowerInvariant();

    private static byte[] Hash(byte[] bytes) => MD5.HashData(bytes);
#pragma warning restore CA5351, CA1308
}
