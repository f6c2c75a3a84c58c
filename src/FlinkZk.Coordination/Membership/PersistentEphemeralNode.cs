using FlinkZk.Client;
using FlinkZk.Wire;

namespace FlinkZk.Coordination;

/// <summary>
/// An ephemeral node of a fixed name, which is there as long as the session is, or until it is given back: made again where somebody has deleted it, found again where the answer to its making was
/// lost, and never taken for one's own where another session has made it (also one's own of before, which is about to vanish: KAFKA-7165).
/// </summary>
public sealed class PersistentEphemeralNode : IAsyncDisposable
{
    private readonly ZkClient _client;
    private readonly byte[] _data;
    private readonly CancellationTokenSource _stop = new();
    private readonly CancellationTokenSource _lost = new();
    private readonly Task _guard;
    private long _token;
    private int _released;

    private PersistentEphemeralNode(ZkClient client, string path, byte[] data, long token)
    {
        (_client, Path, _data, _token) = (client, path, data, token);
        Lost = _lost.Token;
        _guard = Task.Run(GuardAsync);
    }

    /// <summary>The node.</summary>
    public string Path { get; }

    /// <summary>The czxid of the node as it stands: a later one is larger.</summary>
    public long Token => Volatile.Read(ref _token);

    /// <summary>Cancelled when it is not there any more and will not come back: the session is over, or another has taken the name.</summary>
    public CancellationToken Lost { get; }

    /// <summary>Whether it was given back.</summary>
    public bool IsReleased => Volatile.Read(ref _released) != 0;

    /// <summary>Makes the node; while another has it, waits until that is gone.</summary>
    /// <param name="client">The session.</param>
    /// <param name="path">The node; what is above it is made as well.</param>
    /// <param name="data">What it holds. It has to differ from what anybody else would write, for by it a node is known again.</param>
    /// <param name="patience">How long to wait for another's to go: one whose process has died goes with its session timeout.</param>
    /// <param name="cancellationToken">Gives up; a node that comes of it all the same is removed.</param>
    /// <returns>Null where another had it all the time.</returns>
    public static async Task<PersistentEphemeralNode?> TryStartAsync(ZkClient client, string path, byte[] data, TimeSpan patience, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(client);
        ArgumentNullException.ThrowIfNull(data);
        ZnodePath.Validate(path);
        using var deadline = new Deadline(patience, client.TimeProvider, cancellationToken);
        try
        {
            while (true)
            {
                var (stat, watch) = await Idempotent.RetryAsync(() => client.ExistsAndWatchAsync(path, cancellationToken)).ConfigureAwait(false);
                await using (watch.ConfigureAwait(false))
                {
                    if (stat is null && await MakeAsync(client, path, data, cancellationToken).ConfigureAwait(false) is { } token)
                        return new(client, path, data, token);
                    if (stat is not null)
                        await watch.Fired(deadline.Token).ConfigureAwait(false);
                }
            }
        }
        catch (OperationCanceledException) when (deadline.IsOver)
        {
            return null;
        }
    }

    /// <summary>Gives it back: the node goes, at once or as soon as the server can be reached.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _released, 1) != 0)
            return;
        await _stop.CancelAsync().ConfigureAwait(false);
        await _guard.ConfigureAwait(false);
        await RemoveAsync(_client, Path, Token).ConfigureAwait(false);
        _stop.Dispose();
    }

    // Never cancelled by who waits for it: who gives up must still learn what became of it.
    private static async Task<long?> MakeAsync(ZkClient client, string path, byte[] data, CancellationToken cancellationToken)
    {
        var making = CreateOrFindAsync(client, path, data);
        try
        {
            return await making.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            _ = RemoveWhenKnownAsync(client, path, making);
            throw;
        }
    }

    /// <summary>The token; null where another has it.</summary>
    private static async Task<long?> CreateOrFindAsync(ZkClient client, string path, byte[] data)
    {
        while (true)
        {
            try
            {
                return (await client.CreateAsync(path, data, CreateMode.Ephemeral, NodeTree.DefaultAcl(client), cancellationToken: client.Lost).ConfigureAwait(false)).Stat.Czxid;
            }
            catch (ZkException e) when (e.Code == ErrorCode.NoNode)
            {
                await NodeTree.EnsureAsync(client, ZnodePath.Parent(path)!, client.Lost).ConfigureAwait(false);
            }
            catch (ZkException e) when (e.Code == ErrorCode.NodeExists)
            {
                return await FindAsync(client, path, data).ConfigureAwait(false);
            }
            catch (ZkException e) when (e.Code == ErrorCode.ConnectionLoss)
            {
                // Made or not: the next create finds out.
            }
        }
    }

    private static async Task<long?> FindAsync(ZkClient client, string path, byte[] data)
    {
        try
        {
            var node = await Idempotent.RetryAsync(() => client.GetDataAsync(path, client.Lost)).ConfigureAwait(false);
            return node.Stat.EphemeralOwner == client.SessionId && node.Data.AsSpan().SequenceEqual(data) ? node.Stat.Czxid : null;
        }
        catch (ZkException e) when (e.Code is ErrorCode.NoNode or ErrorCode.NoAuth)
        {
            return null;
        }
    }

    private static async Task RemoveWhenKnownAsync(ZkClient client, string path, Task<long?> making)
    {
        using var counted = client.BeginCleanUp();
        try
        {
            if (await making.ConfigureAwait(false) is { } token)
                await RemoveAsync(client, path, token).ConfigureAwait(false);
        }
        catch (Exception e) when (e is ZkException or OperationCanceledException)
        {
            // Nothing was made, or the session is over and the node with it.
        }
    }

    // Another's of the same name is not ours to delete.
    private static async Task RemoveAsync(ZkClient client, string path, long token)
    {
        try
        {
            if (await Idempotent.RetryAsync(() => client.ExistsAsync(path, client.Lost)).ConfigureAwait(false) is { } stat && stat.Czxid == token)
                await GuaranteedDelete.Start(client, path).Attempt.ConfigureAwait(false);
        }
        catch (Exception e) when (e is ZkException or OperationCanceledException)
        {
            // The session is over, or it goes on by itself.
        }
    }

    private async Task GuardAsync()
    {
        try
        {
            while (true)
            {
                var (stat, watch) = await Idempotent.RetryAsync(() => _client.ExistsAndWatchAsync(Path, _stop.Token)).ConfigureAwait(false);
                await using (watch.ConfigureAwait(false))
                {
                    if (stat is { } there && there.Czxid == Token)
                        await watch.Fired(_stop.Token).ConfigureAwait(false);
                    else if (await CreateOrFindAsync(_client, Path, _data).ConfigureAwait(false) is { } token)
                        Volatile.Write(ref _token, token);
                    else
                        break;
                }
            }
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            return;
        }
        catch (Exception e) when (e is ZkException or OperationCanceledException)
        {
        }
        UserCode.Cancel(_lost);
    }
}
