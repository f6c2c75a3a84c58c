using System.Text;
using FlinkZk.Server.Access;
using FlinkZk.Wire;

namespace FlinkZk.Server.Net;

/// <summary>Auth packets: what a client says to prove who it is.</summary>
internal static class Authentication
{
    // Each write carries them, and each check looks through them.
    public const int MostIdentities = 64;

    /// <summary>Adds the identities that a packet proves to the connection's.</summary>
    /// <param name="request">The packet.</param>
    /// <param name="connection">Whose identities they are.</param>
    /// <param name="pause">How late the answer is to be given, to who seems to guess.</param>
    /// <returns><see cref="ErrorCode.AuthFailed"/> where it proves none, or there are too many: the connection is to be closed then.</returns>
    public static ErrorCode Add(AuthRequest request, ServerConnection connection, out TimeSpan pause)
    {
        pause = TimeSpan.Zero;
        switch (request.Scheme)
        {
            case DigestScheme.SchemeName when request.Data is not null:
                var identity = new Identity(DigestScheme.SchemeName, DigestScheme.Digest(request.Data));
                if (connection.Server.Options.SuperDigest is { } super && Encoding.UTF8.GetBytes(super).AsSpan().SequenceEqual(Encoding.UTF8.GetBytes(identity.Id)))
                    AddTo(connection, new(Identity.SuperScheme, ""));
                pause = connection.Server.Guesses.Presented(connection.Remote.Address, identity);
                return AddTo(connection, identity);
            case IpScheme.SchemeName:
                return AddTo(connection, new(IpScheme.SchemeName, connection.Remote.Address.ToString()));
            default:
                return ErrorCode.AuthFailed;
        }
    }

    /// <summary>Adds an identity that was proved to the connection's.</summary>
    /// <returns><see cref="ErrorCode.AuthFailed"/> where there are too many.</returns>
    public static ErrorCode AddTo(ServerConnection connection, Identity identity)
    {
        if (connection.Identities.Contains(identity))
            return ErrorCode.Ok;
        if (connection.Identities.Count >= MostIdentities)
            return ErrorCode.AuthFailed;
        connection.Identities = [.. connection.Identities, identity];
        return ErrorCode.Ok;
    }
}
