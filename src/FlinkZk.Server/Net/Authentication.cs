using System.Text;
using FlinkZk.Wire;

namespace FlinkZk.Server;

/// <summary>Auth packets: what a client says to prove who it is.</summary>
internal static class Authentication
{
    /// <summary>Adds the identities that a packet proves to the connection's.</summary>
    /// <returns><see cref="ErrorCode.AuthFailed"/> where it proves none: the connection is to be closed then.</returns>
    public static ErrorCode Add(AuthRequest request, ServerConnection connection, ZkServerOptions options)
    {
        switch (request.Scheme)
        {
            case DigestScheme.SchemeName:
                var digest = DigestScheme.Digest(request.Data);
                if (options.SuperDigest is { } super && Encoding.UTF8.GetBytes(super).AsSpan().SequenceEqual(Encoding.UTF8.GetBytes(digest)))
                    AddTo(connection, new(Identity.SuperScheme, ""));
                AddTo(connection, new(DigestScheme.SchemeName, digest));
                return ErrorCode.Ok;
            case IpScheme.SchemeName:
                AddTo(connection, new(IpScheme.SchemeName, connection.Remote.Address.ToString()));
                return ErrorCode.Ok;
            default:
                return ErrorCode.AuthFailed;
        }
    }

    /// <summary>Adds an identity that was proved to the connection's.</summary>
    public static void AddTo(ServerConnection connection, Identity identity)
    {
        if (!connection.Identities.Contains(identity))
            connection.Identities = [.. connection.Identities, identity];
    }
}
