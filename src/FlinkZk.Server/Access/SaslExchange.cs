using System.Security.Cryptography;
using System.Text;
using FlinkZk.Wire;

namespace FlinkZk.Server.Access;

/// <summary>
/// The server's half of SASL DIGEST-MD5 on one connection (<c>ZooKeeperSaslServer</c>, <c>DigestLoginModule</c>): an empty token, our
/// challenge, the client's response, our own proof.
/// </summary>
internal sealed class SaslExchange(IReadOnlyDictionary<string, string> users)
{
    // Whatever the server is called, this is its name here, and its realm.
    private const string Host = "zk-sasl-md5", Service = "zookeeper/";

    private string? _nonce;
    private bool _isOver;

    /// <summary>The user that was proved; null until then.</summary>
    public string? User { get; private set; }

    /// <summary>Takes the client's next token.</summary>
    /// <returns>What is answered; null if the exchange has failed.</returns>
    public byte[]? Evaluate(byte[] token)
    {
        if (_isOver)
            return null;
        if (_nonce is not null)
        {
            _isOver = true; // one try a connection
            return Prove(SaslDigest.Parse(Encoding.UTF8.GetString(token)), _nonce);
        }
        // Whatever a client begins with (its token should be empty), Java's answer is the challenge.
        _nonce = Convert.ToBase64String(RandomNumberGenerator.GetBytes(30));
        return Encoding.UTF8.GetBytes($"realm={SaslDigest.Quote(Host)},nonce={SaslDigest.Quote(_nonce)},charset=utf-8,algorithm=md5-sess");
    }

    private byte[]? Prove(Dictionary<string, string> fields, string nonce)
    {
        if (!IsForUs(fields, nonce) || !fields.TryGetValue("username", out var user))
            return null;
        // For a user who is not there as much is computed, so that nobody learns from the time who is.
        var password = users.TryGetValue(user, out var known) ? known : Convert.ToBase64String(RandomNumberGenerator.GetBytes(16));
        var isRight = CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(Response(SaslDigest.Authenticate)), Encoding.UTF8.GetBytes(fields["response"]));
        if (!isRight || known is null)
            return null;
        User = user;
        return Encoding.UTF8.GetBytes($"rspauth={Response("")}");

        string Response(string method) =>
            SaslDigest.Response(user, fields.GetValueOrDefault("realm", ""), password, nonce, fields["cnonce"], fields["digest-uri"], method, fields.GetValueOrDefault("authzid"));
    }

    private static bool IsForUs(Dictionary<string, string> fields, string nonce) =>
        fields.GetValueOrDefault("nonce") == nonce
        && fields.GetValueOrDefault("nc") == SaslDigest.FirstUse
        && fields.GetValueOrDefault("realm", "") is "" or Host
        && fields.GetValueOrDefault("qop", "auth") == "auth"
        && fields.GetValueOrDefault("digest-uri", "").StartsWith(Service, StringComparison.OrdinalIgnoreCase)
        && fields.ContainsKey("cnonce") && fields.ContainsKey("response");
}
