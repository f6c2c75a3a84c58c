using System.Runtime.CompilerServices;
using FlinkZk.Client;
using FlinkZk.Wire;

namespace FlinkZk.Coordination;

/// <summary>
/// Follows who holds a lock and who waits for it. What comes is the difference between two looks: who came and went in between is not told, but the last look is always
/// that of what stands, also after a lost connection.
/// </summary>
public static class LockWatcher
{
    /// <summary>Looks, tells what there is, and then what changes, until cancelled.</summary>
    /// <param name="client">The session.</param>
    /// <param name="path">The queue's node; it need not exist.</param>
    /// <param name="cancellationToken">Ends it. Its watch is taken off the server.</param>
    /// <exception cref="ZkException">The session is over, or the queue may not be read.</exception>
    public static async IAsyncEnumerable<LockChange> WatchAsync(ZkClient client, string path, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(client);
        ZnodePath.Validate(path);
        IReadOnlyList<LockContender>? before = null;
        while (true)
        {
            if (await ArmAsync(client, path, cancellationToken).ConfigureAwait(false) is not { } watch)
                continue;
            await using (watch.ConfigureAwait(false))
            {
                var now = await LockContenders.ListAsync(client, path, cancellationToken).ConfigureAwait(false);
                foreach (var change in Compare(before, now))
                    yield return change;
                before = now;
                await watch.Fired(cancellationToken).ConfigureAwait(false);
            }
        }
    }

    /// <summary>What happened between two looks: who went, who holds, who waits, and whether nobody holds any more.</summary>
    /// <param name="before">Null for the first look.</param>
    /// <param name="now">What stands.</param>
    internal static IEnumerable<LockChange> Compare(IReadOnlyList<LockContender>? before, IReadOnlyList<LockContender> now)
    {
        var known = (before ?? []).ToDictionary(contender => contender.Path, StringComparer.Ordinal);
        foreach (var gone in (before ?? []).ExceptBy(now.Select(contender => contender.Path), contender => contender.Path, StringComparer.Ordinal))
            yield return new(LockChangeKind.Gone, gone);
        foreach (var contender in now)
            if (!known.TryGetValue(contender.Path, out var was) || contender.IsHolder && !was.IsHolder)
                yield return new(contender.IsHolder ? LockChangeKind.Held : LockChangeKind.Waiting, contender);
        if (!now.Any(contender => contender.IsHolder) && (before is null || before.Any(contender => contender.IsHolder)))
            yield return new(LockChangeKind.Free, null);
    }

    // Before the look: what changes in between fires the watch. Null where the connection broke just then, or the queue came or went.
    private static async Task<OneShotWatch?> ArmAsync(ZkClient client, string path, CancellationToken cancellationToken)
    {
        try
        {
            return (await client.GetChildrenAndWatchAsync(path, cancellationToken).ConfigureAwait(false)).Watch;
        }
        catch (ZkException e) when (e.Code == ErrorCode.ConnectionLoss)
        {
            return null;
        }
        catch (ZkException e) when (e.Code == ErrorCode.NoNode)
        {
        }
        try
        {
            var (stat, watch) = await client.ExistsAndWatchAsync(path, cancellationToken).ConfigureAwait(false);
            if (stat is null)
                return watch;
            await watch.DisposeAsync().ConfigureAwait(false);
        }
        catch (ZkException e) when (e.Code == ErrorCode.ConnectionLoss)
        {
        }
        return null;
    }
}
