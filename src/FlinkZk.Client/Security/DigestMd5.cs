using System.Security.Cryptography;
using System.Text;
using FlinkZk.Wire;

namespace FlinkZk.Client;

/// <summary>The client's half of SASL DIGEST-MD5 (RFC 2831), as far as ZooKeeper uses it.</summary>
internal sealed class DigestMd5(SaslCredential credential, string digestUri, string clientNonce)
{
    private string? _expected;

    /// <summary>Answers the server's challenge.</summary>
    /// <exception cref="FormatException">It is no challenge that can be answered.</exception>
    public byte[] Answer(byte[] challenge)
    {
        var fields = SaslDigest.Parse(Encoding.UTF8.GetString(challenge));
        if (!fields.TryGetValue("nonce", out var nonce))
            throw new FormatException("The challenge has no nonce.");
        if (fields.TryGetValue("qop", out var qop) && !qop.Split(',').Contains("auth"))
            throw new FormatException($"The server wants quality of protection '{qop}'; only 'auth' is supported.");

        var realm = fields.GetValueOrDefault("realm", "");
        _expected = Response(realm, nonce, "");
        var text = new StringBuilder("charset=utf-8,username=").Append(SaslDigest.Quote(credential.User));
        if (realm.Length > 0)
            text.Append(",realm=").Append(SaslDigest.Quote(realm));
        text.Append(",nonce=").Append(SaslDigest.Quote(nonce)).Append(",nc=").Append(SaslDigest.FirstUse).Append(",cnonce=").Append(SaslDigest.Quote(clientNonce))
            .Append(",digest-uri=").Append(SaslDigest.Quote(digestUri)).Append(",maxbuf=65536,response=").Append(Response(realm, nonce, SaslDigest.Authenticate)).Append(",qop=auth");
        return Encoding.UTF8.GetBytes(text.ToString());
    }

    /// <summary>Whether the server has shown that it knows the password, too.</summary>
    public bool Verify(byte[] final) =>
        SaslDigest.Parse(Encoding.UTF8.GetString(final)).TryGetValue("rspauth", out var response) && _expected is not null
        && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(response), Encoding.UTF8.GetBytes(_expected));

    private string Response(string realm, string nonce, string method) =>
        SaslDigest.Response(credential.User, realm, credential.Password, nonce, clientNonce, digestUri, method);
}
