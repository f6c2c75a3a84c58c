using FlinkZk.Client;

namespace FlinkZk.Coordination;

/// <summary>
/// Proof of holding a lock or a leadership; it can only be had by acquiring one.
/// <para>
/// No check on the client's side is enough by itself: a process may be stopped between the check and the write. Therefore the owner's
/// <see cref="Token"/> goes into every write that it makes, and a write inside ZooKeeper carries <see cref="Fence"/> in its multi.
/// </para>
/// </summary>
public sealed class Ownership : IAsyncDisposable
{
    private readonly ZkClient _client;
    private readonly CancellationTokenSource _lost = new();
    private readonly CancellationTokenSource _released = new();
    private readonly Task _guard;
    private readonly object _gate = new();
    private Task? _release;

    internal Ownership(ZkClient client, string path, long token)
    {
        _client = client;
        Path = path;
        Token = token;
        Lost = _lost.Token;
        _guard = Task.Run(GuardAsync);
    }

    /// <summary>The session that holds it.</summary>
    public ZkClient Client => _client;

    /// <summary>The node whose existence is the ownership.</summary>
    public string Path { get; }

    /// <summary>
    /// The fencing token: the node's czxid. It grows with every new owner over the whole ensemble, also when the queue's parent is deleted
    /// and made again, which resets sequence numbers.
    /// </summary>
    public long Token { get; }

    /// <summary>
    /// Cancelled when the ownership ends without having been released: the session is lost, the node was deleted by somebody, or
    /// <see cref="SafeUntil"/> passed without a word from the server.
    /// </summary>
    public CancellationToken Lost { get; }

    /// <summary>Whether it was given back.</summary>
    public bool IsReleased => _released.IsCancellationRequested;

    /// <summary>
    /// Until when no other can own it: the last acknowledged request's send time plus one session timeout, on the monotonic clock. It moves on
    /// with each heartbeat. (The client gives the session up only at 4/3 of the timeout: by then another may own this.)
    /// </summary>
    public DateTimeOffset SafeUntil => _client.TimeProvider.GetUtcNow() + Remaining;

    /// <summary>Whether this moment is before <see cref="SafeUntil"/> and nothing was lost or released.</summary>
    public bool IsSafe => !IsReleased && !Lost.IsCancellationRequested && Remaining > TimeSpan.Zero;

    /// <summary>Put this into a multi: the whole multi fails with NoNode unless this ownership still stands.</summary>
    public ZkOperation Fence => ZkOperation.Check(Path, version: 0);

    private TimeSpan Remaining
    {
        get
        {
            var time = _client.TimeProvider;
            return time.GetElapsedTime(time.GetTimestamp(), _client.SafeUntil);
        }
    }

    /// <summary>
    /// Gives it back. Once begun it goes on whatever happens to the caller: the node is deleted as soon as the server can be reached, or goes with the session.
    /// </summary>
    /// <param name="cancellationToken">Ends the waiting, not the release.</param>
    public ValueTask ReleaseAsync(CancellationToken cancellationToken = default)
    {
        lock (_gate)
            _release ??= Task.Run(async () =>
            {
                await _released.CancelAsync();
                await _guard;
                await GuaranteedDelete.RunAsync(_client, Path);
            }, CancellationToken.None);
        return new ValueTask(_release.WaitAsync(cancellationToken));
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => ReleaseAsync();

    /// <summary>One loop an ownership: nothing else cancels <see cref="Lost"/>.</summary>
    private async Task GuardAsync()
    {
        try
        {
            while (await StillStandsAsync())
            {
            }
            if (!_released.IsCancellationRequested)
                await _lost.CancelAsync();
        }
        catch (OperationCanceledException) when (_released.IsCancellationRequested)
        {
        }
    }

    private async Task<bool> StillStandsAsync()
    {
        var status = _client.Status;
        if (_client.Lost.IsCancellationRequested)
            return false;
        if (status.State is not (SessionState.Connected or SessionState.ReadOnly))
            return await ReturnsInTimeAsync(status);

        // Whichever comes first: the connection may break before the watch is even set, and then the deadline below counts.
        using var either = CancellationTokenSource.CreateLinkedTokenSource(_released.Token);
        var touched = NodeTouchedAsync(either.Token);
        var changed = _client.WaitForChangeAsync(status.Version, either.Token).AsTask();
        var first = await Task.WhenAny(touched, changed);
        await either.CancelAsync();
        await ((Task)(first == touched ? changed : touched)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _released.Token.ThrowIfCancellationRequested();
        return first == changed || await touched;
    }

    /// <summary>Waits until something happens to the node.</summary>
    /// <returns>Whether it may still stand: false when it is gone, or another in its place.</returns>
    private async Task<bool> NodeTouchedAsync(CancellationToken cancellationToken)
    {
        try
        {
            var (stat, watch) = await _client.ExistsAndWatchAsync(Path, cancellationToken);
            await using (watch)
            {
                if (stat?.Czxid != Token)
                    return false;
                await watch.Fired(cancellationToken);
                return true; // whatever it was: look again
            }
        }
        catch (ZkException e)
        {
            return !e.IsSessionOver;
        }
    }

    /// <summary>While cut off, the session may come back; but after <see cref="SafeUntil"/> somebody else may be the owner already.</summary>
    private async Task<bool> ReturnsInTimeAsync(SessionStatus status)
    {
        var remaining = Remaining;
        if (remaining <= TimeSpan.Zero)
            return false;
        using var deadline = new CancellationTokenSource(remaining, _client.TimeProvider);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, _released.Token);
        try
        {
            await _client.WaitForChangeAsync(status.Version, either.Token);
            return true;
        }
        catch (OperationCanceledException) when (!_released.IsCancellationRequested)
        {
            // An answer may have moved the deadline in the very last moment.
            return Remaining > TimeSpan.Zero;
        }
    }
}
