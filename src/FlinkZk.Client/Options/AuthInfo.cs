using System.Text;
using FlinkZk.Wire;

namespace FlinkZk.Client;

/// <summary>An identity that is presented on each connection. Its proof is never shown.</summary>
public sealed class AuthInfo
{
    /// <summary>An identity of any scheme.</summary>
    /// <param name="scheme">The scheme, for example <c>digest</c>.</param>
    /// <param name="data">The proof, as the scheme wants it.</param>
    public AuthInfo(string scheme, byte[] data)
    {
        ArgumentException.ThrowIfNullOrEmpty(scheme);
        ArgumentNullException.ThrowIfNull(data);
        Scheme = scheme;
        Data = data;
    }

    /// <summary>The scheme.</summary>
    public string Scheme { get; }

    /// <summary>The proof: a secret.</summary>
    internal byte[] Data { get; }

    /// <summary>Who it is, without the proof: <c>digest:alice</c>; the scheme alone where the proof does not name a user.</summary>
    public string Identity => Scheme == "digest" && Data.AsSpan().IndexOf((byte)':') is > 0 and var colon
        ? $"{Scheme}:{Encoding.UTF8.GetString(Data, 0, colon)}"
        : Scheme;

    /// <summary>Whether an entry of an access control list means this identity. Of a digest whose hash the server holds back the user decides; of other schemes, whose proofs do not tell, the scheme.</summary>
    internal bool IsNamedBy(Acl entry) => entry.Scheme == Scheme && (Scheme != "digest" || Data.AsSpan().IndexOf((byte)':') is not (> 0 and var colon)
        || entry.Id == $"{Encoding.UTF8.GetString(Data, 0, colon)}:x"
        || entry.Id == Acl.Digest(Encoding.UTF8.GetString(Data, 0, colon), Encoding.UTF8.GetString(Data, colon + 1, Data.Length - colon - 1), entry.Permissions).Id);

    /// <summary>A user and a password, scheme <c>digest</c>.</summary>
    public static AuthInfo Digest(string user, string password)
    {
        ArgumentException.ThrowIfNullOrEmpty(user);
        ArgumentNullException.ThrowIfNull(password);
        // The server cuts at the first colon: a user with one would be another user.
        if (user.Contains(':', StringComparison.Ordinal))
            throw new ArgumentException("A user's name must not contain ':'.", nameof(user));
        return new("digest", Encoding.UTF8.GetBytes($"{user}:{password}"));
    }

    /// <summary>The scheme only.</summary>
    public override string ToString() => $"{Scheme}:***";
}
