namespace FlinkZk;

/// <summary>Reads access control lists as objects of the pipeline.</summary>
internal static class AclReader
{
    public static async ValueTask<IReadOnlyList<ZkAcl>> ReadAsync(ZkSession session, string path, CancellationToken cancellationToken)
    {
        var list = await session.Client.GetAclAsync(path, cancellationToken).ConfigureAwait(false);
        return [.. list.Entries.Select(entry => new ZkAcl(path, entry, list.Stat.Aversion, session))];
    }
}
