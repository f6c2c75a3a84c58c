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
    /// <summary>Those who are there, by name.</summary>
    /// <param name="client">The session.</param>
    /// <param name="group">The group's node; it need not exist.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public static async Task<IReadOnlyList<Member>> ListAsync(ZkClient client, string group, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(client);
        var look = new Look(client, group);
        await using (look.ConfigureAwait(false))
            return await look.AgainAsync(cancellationToken).ConfigureAwait(false);
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
        var look = new Look(client, group);
        await using (look.ConfigureAwait(false))
        {
            IReadOnlyList<Member> before = [];
            while (true)
            {
                var now = await look.AgainAsync(cancellationToken).ConfigureAwait(false);
                foreach (var change in Compare(before, now))
                    yield return change;
                before = now;
                await look.ChangedAsync(cancellationToken).ConfigureAwait(false);
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

    /// <summary>Looks, and keeps a watch on the group and on each member that was seen.</summary>
    private sealed class Look(ZkClient client, string group) : IAsyncDisposable
    {
        private readonly Dictionary<string, (Member Member, OneShotWatch Watch)> _members = new(StringComparer.Ordinal);
        private OneShotWatch? _watch;

        public async Task<IReadOnlyList<Member>> AgainAsync(CancellationToken cancellationToken)
        {
            var names = await NamesAsync(cancellationToken).ConfigureAwait(false);
            foreach (var gone in _members.Keys.Except(names, StringComparer.Ordinal).ToArray())
                await ForgetAsync(gone).ConfigureAwait(false);
            foreach (var name in names)
            {
                if (_members.TryGetValue(name, out var known) && !known.Watch.HasFired)
                    continue;
                await ForgetAsync(name).ConfigureAwait(false);
                if (await SeeAsync(name, cancellationToken).ConfigureAwait(false) is { } seen)
                    _members.Add(name, seen);
            }
            return [.. _members.Values.Select(seen => seen.Member).OrderBy(member => member.Name, StringComparer.Ordinal)];
        }

        /// <summary>Waits until a watch has fired.</summary>
        public async Task ChangedAsync(CancellationToken cancellationToken)
        {
            // Whoever still waits behind the first must not wait for ever.
            using var round = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            await Task.WhenAny([_watch!.Fired(round.Token).AsTask(), .. _members.Values.Select(seen => seen.Watch.Fired(round.Token).AsTask())]).ConfigureAwait(false);
            await round.CancelAsync().ConfigureAwait(false);
            cancellationToken.ThrowIfCancellationRequested();
        }

        public async ValueTask DisposeAsync()
        {
            foreach (var name in _members.Keys.ToArray())
                await ForgetAsync(name).ConfigureAwait(false);
            if (_watch is not null)
                await _watch.DisposeAsync().ConfigureAwait(false);
        }

        // The watch is armed with the listing: what changes from then on fires it.
        private async Task<IReadOnlyList<string>> NamesAsync(CancellationToken cancellationToken)
        {
            if (_watch is not null)
                await _watch.DisposeAsync().ConfigureAwait(false);
            while (true)
            {
                try
                {
                    (var children, _watch) = await Idempotent.RetryAsync(() => client.GetChildrenAndWatchAsync(group, cancellationToken)).ConfigureAwait(false);
                    return children.Names;
                }
                catch (ZkException e) when (e.Code == ErrorCode.NoNode)
                {
                }
                (var stat, _watch) = await Idempotent.RetryAsync(() => client.ExistsAndWatchAsync(group, cancellationToken)).ConfigureAwait(false);
                if (stat is null)
                    return [];
                await _watch.DisposeAsync().ConfigureAwait(false);
            }
        }

        private async Task<(Member, OneShotWatch)?> SeeAsync(string name, CancellationToken cancellationToken)
        {
            var path = ZnodePath.Combine(group, name);
            try
            {
                var (node, watch) = await Idempotent.RetryAsync(() => client.GetDataAndWatchAsync(path, cancellationToken)).ConfigureAwait(false);
                return (new(name, node.Data ?? [], node.Stat.EphemeralOwner, node.Stat.Czxid, node.Stat.Created) { Version = node.Stat.Version }, watch);
            }
            catch (ZkException e) when (e.Code == ErrorCode.NoNode)
            {
                return null;
            }
            catch (ZkException e) when (OneNode.IsOf(e))
            {
                // That it is there may be known, though not what it says.
                var (stat, watch) = await Idempotent.RetryAsync(() => client.ExistsAndWatchAsync(path, cancellationToken)).ConfigureAwait(false);
                if (stat is { } there)
                    return (new(name, null, there.EphemeralOwner, there.Czxid, there.Created) { Version = there.Version, Failure = e }, watch);
                await watch.DisposeAsync().ConfigureAwait(false);
                return null;
            }
        }

        private async ValueTask ForgetAsync(string name)
        {
            if (_members.Remove(name, out var known))
                await known.Watch.DisposeAsync().ConfigureAwait(false);
        }
    }
}
