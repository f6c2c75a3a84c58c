using FlinkZk.Client;
using FlinkZk.Wire;

namespace FlinkZk.Coordination;

/// <summary>
/// Until when the leader cannot have expired the session, by its own word. A ping is answered by the server that a client is connected to, and a follower that is cut off
/// answers for up to syncLimit ticks more; a transaction is not acknowledged without the leader and a majority.
/// </summary>
/// <remarks>
/// The leader learns of a follower's sessions by the table that the follower sends every half tick (<c>Learner.ping</c>), and a tick is at most half of a session timeout:
/// a transaction sent at T proves that the leader counts from no earlier than a quarter of a timeout before T.
/// </remarks>
internal sealed class LeaderProof(ZkClient client, string path, long provenAt)
{
    private readonly ZkOperation _standing = ZkOperation.Check(path);
    private long _provenAt = provenAt;

    /// <summary>A timestamp of the client's clock.</summary>
    public long SafeUntil => Volatile.Read(ref _provenAt) + (long)(client.SessionTimeout.TotalSeconds * 3 / 4 * client.TimeProvider.TimestampFrequency);

    /// <summary>Whether half the time to the next renewal has passed.</summary>
    public bool IsDue => client.TimeProvider.GetElapsedTime(Volatile.Read(ref _provenAt)) > Interval / 2;

    private TimeSpan Interval => client.SessionTimeout / 3;

    /// <summary>Asks the leader whether the node stands, by a transaction that changes nothing.</summary>
    /// <exception cref="ZkException">It does not, or there was no answer.</exception>
    public async Task RenewAsync(CancellationToken cancellationToken)
    {
        var sent = client.TimeProvider.GetTimestamp();
        try
        {
            await client.MultiAsync([_standing], cancellationToken).ConfigureAwait(false);
        }
        catch (ZkException e) when (e.Code == ErrorCode.NoAuth)
        {
            // Somebody took the right to read it away. It is there: that is judged first (PrepRequestProcessor.getRecordForPath, then checkACL).
        }
        Volatile.Write(ref _provenAt, sent);
    }

    /// <summary>Renews until cancelled or the session is over. Without an answer nothing is renewed: that is all there is to say here.</summary>
    public async Task KeepAsync(CancellationToken cancellationToken)
    {
        try
        {
            while (!client.Lost.IsCancellationRequested)
            {
                await Task.Delay(Interval, client.TimeProvider, cancellationToken).ConfigureAwait(false);
                try
                {
                    await RenewAsync(cancellationToken).ConfigureAwait(false);
                }
                catch (ZkException e) when (!e.IsSessionOver)
                {
                    // A node that is gone is seen by its watch; a server that refuses may take it next time.
                }
            }
        }
        catch (Exception e) when (e is OperationCanceledException or ZkException)
        {
        }
    }
}
