using System.Runtime.CompilerServices;
using FlinkZk.Client;
using FlinkZk.Wire;

namespace FlinkZk.Coordination;

/// <summary>
/// Who is in a group: the nodes below one. What comes is the difference between two looks: who came and went in between is not told, but the last look is always that of what stands, also after a
/// lost connection. Plain watches, which each server has.
/// </summary>
public static class Membership
{
    private static readonly TreeCacheOptions Members = new() { Depth = 1 };

    /// <summary>Those who are there, by name.</summary>
    /// <param name="client">The session.</param>
    /// <param name="group">The group's node; it need not exist.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public static async Task<IReadOnlyList<Member>> ListAsync(ZkClient client, string group, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(client);
        var cache = await TreeCache.StartAsync(client, group, Members, cancellationToken).ConfigureAwait(false);
        await using (cache.ConfigureAwait(false))
            return Of(cache.Current);
    }

    /// <summary>Tells who is there, and then who joins, changes and leaves, until cancelled.</summary>
    /// <param name="client">The session.</param>
    /// <param name="group">The group's node; it need not exist.</param>
    /// <param name="cancellationToken">Ends it, and takes its watches off the server.</param>
    /// <exception cref="ZkException">The session is over, or the group may not be listed.</exception>
    public static async IAsyncEnumerable<MemberChange> WatchAsync(ZkClient client, string group, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(client);
        ZnodePath.Validate(group);
        var cache = await TreeCache.StartAsync(client, group, Members, cancellationToken).ConfigureAwait(false);
        await using (cache.ConfigureAwait(false))
        {
            IReadOnlyList<Member> before = [];
            TreeSnapshot? seen = null;
            while (true)
            {
                seen = await cache.NextAsync(seen, cancellationToken).ConfigureAwait(false);
                var now = Of(seen);
                foreach (var change in Compare(before, now))
                    yield return change;
                before = now;
            }
        }
    }

    /// <summary>What happened between two looks: who left, who joined, who changed.</summary>
    internal static IEnumerable<MemberChange> Compare(IReadOnlyList<Member> before, IReadOnlyList<Member> now)
    {
        var (old, current) = (before.ToDictionary(member => member.Name, StringComparer.Ordinal), now.ToDictionary(member => member.Name, StringComparer.Ordinal));
        foreach (var member in before)
            if (!current.TryGetValue(member.Name, out var same) || same.Token != member.Token)
                yield return new(MemberChangeKind.Left, member);
        foreach (var member in now)
        {
            if (!old.TryGetValue(member.Name, out var was) || was.Token != member.Token)
                yield return new(MemberChangeKind.Joined, member);
            else if (was.Version != member.Version || was.Failure is null != member.Failure is null)
                yield return new(MemberChangeKind.Changed, member);
        }
    }

    private static IReadOnlyList<Member> Of(TreeSnapshot group) => group.Top?.Failure is { } failure ? throw failure : [.. group.InOrder.Where(node => node.Path != group.Path).Select(node =>
        new Member(ZnodePath.Name(node.Path), node.Failure is null ? node.Data ?? [] : null, node.Stat.EphemeralOwner, node.Stat.Czxid, node.Stat.Created) { Version = node.Stat.Version, Failure = node.Failure })];
}
