using System.Runtime.CompilerServices;
using FlinkZk.Client;
using FlinkZk.Wire;

namespace FlinkZk.Coordination;

/// <summary>
/// Watches for the alerts of a cluster. Any number may watch: one does, by holding a lock, and the next takes over where it ends. An edge is written before it is told, and that it was told is written
/// after: so none is lost, and one is told twice only where its teller went in between. <see cref="Alert.Number"/> tells such a one from another.
/// </summary>
/// <param name="client">The session.</param>
/// <param name="paths">The cluster.</param>
public sealed class AlertWatcher(ZkClient client, ClusterPaths paths)
{
    // As long as a stopped pipeline may take.
    private static readonly TimeSpan LastWords = TimeSpan.FromMilliseconds(400);

    private readonly ZkClient _client = client ?? throw new ArgumentNullException(nameof(client));
    private readonly ClusterPaths _paths = paths ?? throw new ArgumentNullException(nameof(paths));

    /// <summary>After what time all is judged again where nothing happens: times pass, and windows move on.</summary>
    public TimeSpan Interval { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>The clock of alerts; without it the session's.</summary>
    public TimeProvider Time { get; init; } = client?.TimeProvider ?? TimeProvider.System;

    /// <summary>
    /// Waits until it is the one that watches, and tells alerts, first those that the one before has not told. An alert is told when the next is asked for: whoever stops before is told it again, or
    /// the next one is.
    /// </summary>
    /// <param name="cancellationToken">Ends it; another may watch then.</param>
    /// <exception cref="ZkException">The session is over, or what is known may not be written.</exception>
    public async IAsyncEnumerable<AlertNews> WatchAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        while (true)
        {
            var held = await new DistributedLock(_client, _paths.AlertWatchers).AcquireAsync(LockHolder.Current("watches for alerts"), cancellationToken).ConfigureAwait(false);
            AlertTerm? term = null;
            try
            {
                term = await AlertTerm.StartAsync(held, _paths, Time, cancellationToken).ConfigureAwait(false);
                while (await LookAsync(held, term, cancellationToken).ConfigureAwait(false) is { } all)
                {
                    foreach (var (news, alert) in all)
                    {
                        yield return news;
                        if (alert is not null && !await AcknowledgeAsync(alert, cancellationToken).ConfigureAwait(false))
                            break;
                    }
                    if (all.Count == 0)
                        await term.WaitAsync(Interval, cancellationToken).ConfigureAwait(false);
                }
            }
            finally
            {
                await EndAsync(held, term).ConfigureAwait(false);
            }
        }
    }

    /// <returns>What there is to tell; null when another may watch by now.</returns>
    private static async Task<IReadOnlyList<(AlertNews News, WatchedAlert? Of)>?> LookAsync(Ownership held, AlertTerm term, CancellationToken cancellationToken)
    {
        try
        {
            return held.Lost.IsCancellationRequested && !held.Client.Lost.IsCancellationRequested ? null : await term.LookAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (ZkException e) when (IsOutdone(e))
        {
            return null;
        }
    }

    // Whoever took it has it, also where nobody wants more: that is written before the end.
    private static async Task<bool> AcknowledgeAsync(WatchedAlert alert, CancellationToken cancellationToken)
    {
        using var late = new CancellationTokenSource(cancellationToken.IsCancellationRequested ? LastWords : Timeout.InfiniteTimeSpan);
        try
        {
            await alert.ToldAsync(cancellationToken.IsCancellationRequested ? late.Token : cancellationToken).ConfigureAwait(false);
            return true;
        }
        catch (ZkException e) when (IsOutdone(e))
        {
            return false;
        }
    }

    // The transaction says that it leads no more, or that somebody else has written what is known: all is read anew then.
    private static bool IsOutdone(ZkException exception) => exception.Code is ErrorCode.NoNode or ErrorCode.BadVersion or ErrorCode.NodeExists;

    private static async Task EndAsync(Ownership held, AlertTerm? term)
    {
        if (term is not null)
            await term.DisposeAsync().ConfigureAwait(false);
        using var late = new CancellationTokenSource(LastWords);
        try
        {
            await held.ReleaseAsync(late.Token).ConfigureAwait(false);
        }
        catch (Exception e) when (e is OperationCanceledException or ZkException)
        {
            // It goes on without us: the node goes as soon as the server can be reached, or with the session.
        }
    }
}
