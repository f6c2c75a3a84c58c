using FlinkZk.Server.Options;
using FlinkZk.Wire;

namespace FlinkZk.Server.Access;

/// <summary>Who may do what: pure functions of a list and the caller's identities.</summary>
internal static class AccessControl
{
    private const string World = "world", Anyone = "anyone", Auth = "auth";

    /// <summary>Whether one of <paramref name="wanted"/> is granted (<c>ZooKeeperServer.checkACL</c>).</summary>
    public static bool Allows(IReadOnlyList<Acl> list, Permissions wanted, IReadOnlyList<Identity> caller)
    {
        if (ReferenceEquals(list, Acl.OpenUnsafe) || list.Count == 0)
            return true;
        for (var i = 0; i < list.Count; i++)
            if ((list[i].Permissions & wanted) != 0 && Matches(list[i], caller))
                return true;
        return caller.Any(identity => identity.Scheme == Identity.SuperScheme);
    }

    /// <summary>
    /// The list as it is kept: without repetitions, <c>auth</c> replaced by the caller's own identities
    /// (<c>PrepRequestProcessor.fixupACL</c>). Null where it is not valid.
    /// </summary>
    public static IReadOnlyList<Acl>? FixUp(IReadOnlyList<Acl>? list, IReadOnlyList<Identity> caller, ZkServerOptions options)
    {
        if (list is not { Count: > 0 })
            return null;
        if (Share(list) == Acl.OpenUnsafe)
            return Acl.OpenUnsafe;
        var kept = new List<Acl>(list.Count);
        foreach (var entry in list.Distinct())
        {
            if (entry.Scheme == Auth)
            {
                var own = caller.Where(identity => IdentityScheme.Find(identity.Scheme) is { IsAuthenticated: true }).ToList();
                if (own.Count == 0)
                    return null;
                kept.AddRange(own.Select(identity => new Acl(entry.Permissions, identity.Scheme, identity.Id)));
            }
            else if (IsWorld(entry) || IdentityScheme.Find(entry.Scheme) is { } scheme && scheme.IsServed(options) && scheme.IsValid(entry.Id))
                kept.Add(entry);
            else
                return null;
        }
        return kept;
    }

    /// <summary>What a caller without admin may see of a list: digests lose their hash.</summary>
    public static IReadOnlyList<Acl> Mask(IReadOnlyList<Acl> list) =>
        list.Select(entry => entry.Scheme == DigestScheme.SchemeName && entry.Id.IndexOf(':', StringComparison.Ordinal) is var colon and >= 0
            ? entry with { Id = entry.Id[..colon] + ":x" }
            : entry).ToList();

    /// <summary>The one shared list for <c>world:anyone:cdrwa</c>, which nearly every node has.</summary>
    public static IReadOnlyList<Acl> Share(IReadOnlyList<Acl> list) => list.Count == 1 && list[0] == Acl.OpenUnsafe[0] ? Acl.OpenUnsafe : list;

    private static bool IsWorld(Acl entry) => entry is { Scheme: World, Id: Anyone };

    private static bool Matches(Acl entry, IReadOnlyList<Identity> caller)
    {
        if (IsWorld(entry))
            return true;
        if (IdentityScheme.Find(entry.Scheme) is not { } scheme)
            return false;
        for (var i = 0; i < caller.Count; i++)
            if (caller[i].Scheme == entry.Scheme && scheme.Matches(caller[i].Id, entry.Id))
                return true;
        return false;
    }
}
