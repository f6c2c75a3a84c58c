using System.Security.Cryptography;
using System.Text;

namespace FlinkZk.Client;

/// <summary>
/// The client's half of SASL DIGEST-MD5 (RFC 2831), as far as ZooKeeper uses it: quality of protection <c>auth</c>, algorithm <c>md5-sess</c>.
/// MD5 is the protocol's choice, not ours: TLS around it is what protects the exchange.
/// </summary>
internal sealed class DigestMd5(SaslCredential credential, string digestUri, string clientNonce)
{
    private const string NonceCount = "00000001";

    private string? _expected;

    /// <summary>Answers the server's challenge.</summary>
    /// <exception cref="FormatException">It is no challenge that can be answered.</exception>
    public byte[] Answer(byte[] challenge)
    {
        var fields = Parse(Encoding.UTF8.GetString(challenge));
        if (!fields.TryGetValue("nonce", out var nonce))
            throw new FormatException("The challenge has no nonce.");
        if (fields.TryGetValue("qop", out var qop) && !qop.Split(',').Contains("auth"))
            throw new FormatException($"The server wants quality of protection '{qop}'; only 'auth' is supported.");

        var realm = fields.GetValueOrDefault("realm", "");
        _expected = Response(realm, nonce, "");
        var text = new StringBuilder("charset=utf-8,username=").Append(Quote(credential.User));
        if (realm.Length > 0)
            text.Append(",realm=").Append(Quote(realm));
        text.Append(",nonce=").Append(Quote(nonce)).Append(",nc=").Append(NonceCount).Append(",cnonce=").Append(Quote(clientNonce))
            .Append(",digest-uri=").Append(Quote(digestUri)).Append(",maxbuf=65536,response=").Append(Response(realm, nonce, "AUTHENTICATE")).Append(",qop=auth");
        return Encoding.UTF8.GetBytes(text.ToString());
    }

    /// <summary>Whether the server has shown that it knows the password, too.</summary>
    public bool Verify(byte[] final) =>
        Parse(Encoding.UTF8.GetString(final)).TryGetValue("rspauth", out var response) && _expected is not null
        && CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(response), Encoding.ASCII.GetBytes(_expected));

    /// <summary>RFC 2831, 2.1.2.1; the method is empty in what the server answers.</summary>
    internal string Response(string realm, string nonce, string method)
    {
        byte[] secret = [.. Hash(Encode($"{credential.User}:{realm}:{credential.Password}")), .. Encoding.ASCII.GetBytes($":{nonce}:{clientNonce}")];
        var (a1, a2) = (Hex(secret), Hex(Encoding.ASCII.GetBytes($"{method}:{digestUri}")));
        return Hex(Encoding.ASCII.GetBytes($"{a1}:{nonce}:{NonceCount}:{clientNonce}:auth:{a2}"));
    }

    /// <summary>Reads <c>name=value,name="value"</c>.</summary>
    internal static Dictionary<string, string> Parse(string text)
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

    private static string Quote(string value) => $"\"{value.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\"";

    // A name that fits into ISO 8859-1 is hashed in it even if the rest is UTF-8 (2.1.2.1).
    private static byte[] Encode(string text) => text.All(c => c <= '\u00ff') ? Encoding.Latin1.GetBytes(text) : Encoding.UTF8.GetBytes(text);

    private static string Hex(byte[] bytes) => Convert.ToHexString(Hash(bytes)).ToLowerInvariant();

#pragma warning disable CA5351, CA1308 // MD5 and its lower-case digits are what the protocol says.
    private static byte[] Hash(byte[] bytes) => MD5.HashData(bytes);
#pragma warning restore CA5351, CA1308
}
