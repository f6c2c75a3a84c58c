using FlinkZk.Client;
using FlinkZk.Wire;

namespace FlinkZk.Coordination;

/// <summary>
/// A node below which the session puts what is its own, and who else may take that away. An access control list protects a node's data; whether the node stays
/// is decided by its parent's, and the parent belongs to whoever made it first.
/// </summary>
/// <param name="Path">The node.</param>
/// <param name="Who">Who, as scheme and identity, without hashes; empty where the list may not be read.</param>
public sealed record ForeignRights(string Path, IReadOnlyList<string> Who)
{
    /// <summary>What takes children away: deleting them, and giving oneself the right to.</summary>
    internal const Permissions OverChildren = Permissions.Delete | Permissions.Admin;

    /// <summary>What takes the node's own data away.</summary>
    internal const Permissions OverData = Permissions.Write | Permissions.Admin;

    private static readonly string[] SchemesOfNobody = ["world", "ip"];

    /// <summary>
    /// Asks for those nodes that are there. A session without an identity owns nothing, and is told nothing. An identity that the root names beside the session's own
    /// is one that whoever laid the root lets in.
    /// </summary>
    internal static async Task<IReadOnlyList<ForeignRights>> FindAsync(ZkClient client, string root, IEnumerable<(string Path, Permissions Rights)> nodes, CancellationToken cancellationToken)
    {
        if (client.Identity is null)
            return [];
        var laid = AclAsync(client, root, cancellationToken);
        var asked = nodes.Select(node => (node.Path, node.Rights, Acl: AclAsync(client, node.Path, cancellationToken))).ToArray();
        var trusted = (await laid.ConfigureAwait(false)).Entries is { } entries && entries.Any(client.IsNamedBy) ? entries.Where(static entry => !SchemesOfNobody.Contains(entry.Scheme)).ToArray() : [];
        var found = new List<ForeignRights>();
        foreach (var (path, rights, answer) in asked)
        {
            var (list, isHidden) = await answer.ConfigureAwait(false);
            var others = (list ?? []).Where(entry => (entry.Permissions & rights) != 0 && !client.IsNamedBy(entry) && !Array.Exists(trusted, known => (known.Scheme, known.Id) == (entry.Scheme, entry.Id))).ToArray();
            if (others.Length > 0 || isHidden)
                found.Add(new(path, others.Select(Describe).ToArray()));
        }
        return found;
    }

    private static string Describe(Acl entry) => $"{entry.Scheme}:{(entry.Scheme == "digest" ? entry.Id.Split(':', 2)[0] : entry.Id)}";

    private static async Task<(IReadOnlyList<Acl>? Entries, bool IsHidden)> AclAsync(ZkClient client, string path, CancellationToken cancellationToken)
    {
        try
        {
            return ((await Idempotent.RetryAsync(() => client.GetAclAsync(path, cancellationToken)).ConfigureAwait(false)).Entries, false);
        }
        catch (ZkException e) when (OneNode.IsOf(e))
        {
            return (null, e.Code == ErrorCode.NoAuth);
        }
    }
}
