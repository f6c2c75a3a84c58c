using FlinkZk.Client;
using FlinkZk.Wire;

namespace FlinkZk;

/// <summary>Reads access control lists as objects of the pipeline.</summary>
internal static class AclReader
{
    public static async ValueTask<IReadOnlyList<ZkAcl>> ReadAsync(ZkSession session, string path, CancellationToken cancellationToken)
    {
        var list = await session.Client.GetAclAsync(path, cancellationToken).ConfigureAwait(false);
        return [.. list.Entries.Select(entry => new ZkAcl(path, entry, list.Stat.Aversion, session))];
    }

    /// <summary>Whether none of the entries lets the session set the list again, as far as the server tells who it is. Of an address nobody knows here, so an entry of one counts as ours.</summary>
    public static async ValueTask<bool> IsShutOutAsync(ZkSession session, IReadOnlyList<Acl> entries, CancellationToken cancellationToken)
    {
        var administrators = entries.Where(entry => entry.Permissions.HasFlag(Permissions.Admin)).ToArray();
        if (administrators.Any(entry => entry.Scheme is "world" or "auth" or "ip"))
            return false;
        try
        {
            var identities = await session.Client.WhoAmIAsync(cancellationToken).ConfigureAwait(false);
            return !identities.Any(identity => identity.Scheme == "super" || administrators.Any(entry => entry.Scheme == identity.Scheme && Name(entry) == identity.User));
        }
        catch (ZkException e) when (e.Code == ErrorCode.Unimplemented)
        {
            return false;
        }
    }

    // Of a digest the server tells the user alone.
    private static string Name(Acl entry) => entry.Scheme == "digest" ? entry.Id.Split(':', 2)[0] : entry.Id;
}
