using FlinkZk.Client;
using FlinkZk.Wire;

namespace FlinkZk.Coordination;

/// <summary>
/// Writes into a contender's node that it holds by now: people see since when, and one behind it that watches the node hears that it is the first of those who wait.
/// Never before the caller has what was acquired, and without it waiting.
/// </summary>
internal sealed class HolderMark(ZkClient client, string path, LockHolder holder, long heldSince, bool isUrgent)
{
    /// <summary>For how long one is held that nobody has to hear of, until people are told: one that is handed on at once is spared the write.</summary>
    public static readonly TimeSpan Delay = TimeSpan.FromMilliseconds(100);

    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    /// <summary>Whether one behind may wait to hear of it.</summary>
    public bool IsUrgent => isUrgent;

    /// <summary>Writes until it is written, cancelled, or the node or the session is gone. Never fails.</summary>
    public async Task WriteAsync(CancellationToken cancellationToken)
    {
        var version = 0;
        LockHolder said = holder;
        while (!cancellationToken.IsCancellationRequested)
        {
            try
            {
                await client.SetDataAsync(path, (said with { Held = (long)client.TimeProvider.GetElapsedTime(heldSince).TotalMilliseconds }).ToJson(), version, cancellationToken).ConfigureAwait(false);
                return;
            }
            catch (OperationCanceledException)
            {
                return;
            }
            catch (ZkException e) when (e.Code == ErrorCode.NoNode || e.IsSessionOver)
            {
                return;
            }
            catch (ZkException e) when (e.Code == ErrorCode.BadVersion)
            {
                // Somebody else wrote, or this did and its answer was lost: what stands there stays, with the mark added.
                if (await ReadAsync(cancellationToken).ConfigureAwait(false) is not { } node)
                    return;
                var found = LockHolder.FromJson(node.Data);
                (version, said) = (node.Stat.Version, found.Host is null ? holder : found);
            }
            catch (ZkException e) when (e.Code == ErrorCode.ConnectionLoss)
            {
                // The next request waits for the connection.
            }
            catch (ZkException)
            {
                // A server that refuses now (a full disk) may take it later.
                await Task.Delay(Pause, client.TimeProvider, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private async Task<NodeData?> ReadAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await Idempotent.RetryAsync(() => client.GetDataAsync(path, cancellationToken)).ConfigureAwait(false);
        }
        catch (Exception e) when (e is ZkException or OperationCanceledException)
        {
            return null;
        }
    }
}
