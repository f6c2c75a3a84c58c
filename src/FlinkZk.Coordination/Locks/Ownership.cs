using FlinkZk.Client;
using FlinkZk.Wire;

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
    private readonly CancellationTokenSource _requested = new();
    private readonly CancellationTokenSource _released = new();
    private readonly CancellationTokenSource _ended = new();
    private readonly LeaderProof _proof;
    private Task _guard = Task.CompletedTask;
    private Task _renewal = Task.CompletedTask;
    private readonly object _gate = new();
    private Task<GuaranteedDelete>? _release;
    private volatile LockRequest? _request;
    private int _readVersion;   // the guard's

    internal Ownership(ZkClient client, string path, long token, LeaderProof proof)
    {
        _client = client;
        _proof = proof;
        Path = path;
        Token = token;
        Lost = _lost.Token;
        Requested = _requested.Token;
    }

    /// <summary>Begins to watch over it.</summary>
    internal Ownership Guarded()
    {
        _guard = Task.Run(GuardAsync);
        if (Mark is { IsUrgent: true } mark)
            _ = mark.WriteAsync(_ended.Token);
        _renewal = Task.Run(KeepAsync);
        return this;
    }

    private async Task KeepAsync()
    {
        if (Mark is { IsUrgent: false } mark)
        {
            await Task.Delay(HolderMark.Delay, _client.TimeProvider, _ended.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            // It never fails, and nobody waits for it: a release least of all.
            _ = mark.WriteAsync(_ended.Token);
        }
        await _proof.KeepAsync(_ended.Token).ConfigureAwait(false);
    }

    /// <summary>What becomes of it without a connection.</summary>
    public LossPolicy OnLoss { get; internal init; }

    /// <summary>What tells others that it is held; null where nobody has to be told.</summary>
    internal HolderMark? Mark { get; init; }

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
    /// <see cref="SafeUntil"/> passed without a word from the leader, or, where <see cref="OnLoss"/> says so, the connection broke. What its callbacks throw is theirs and stops nothing here.
    /// </summary>
    public CancellationToken Lost { get; }

    /// <summary>Cancelled when somebody wants it to be given back: <see cref="Request"/> says who, and why. Nothing else happens; the owner may comply.</summary>
    public CancellationToken Requested { get; }

    /// <summary>Who wants it to be given back, and why; null while nobody does.</summary>
    public LockRequest? Request => _request;

    /// <summary>Whether it was given back: the node is gone, or the session and the node with it.</summary>
    public bool IsReleased
    {
        get
        {
            lock (_gate)
                return _release is { IsCompletedSuccessfully: true, Result.Attempt.IsCompletedSuccessfully: true };
        }
    }

    /// <summary>
    /// For how long from now no other can own it, on the monotonic clock; zero once it may have passed on. It rests on what the leader has confirmed
    /// (a ping proves only that one server of the ensemble still answers), and is renewed every third of a session timeout.
    /// </summary>
    public TimeSpan SafeFor
    {
        get
        {
            if (_released.IsCancellationRequested || Lost.IsCancellationRequested)
                return TimeSpan.Zero;
            var remaining = Remaining;
            return remaining > TimeSpan.Zero ? remaining : TimeSpan.Zero;
        }
    }

    /// <summary><see cref="SafeFor"/> as a time of day. Ask anew rather than keep it: a wall clock that is set back would make it last too long.</summary>
    public DateTimeOffset SafeUntil => _client.TimeProvider.GetUtcNow() + Remaining;

    /// <summary>Whether no other can own it at this moment, and nothing was lost or released.</summary>
    public bool IsSafe => SafeFor > TimeSpan.Zero;

    /// <summary>Put this into a multi: the whole multi fails with NoNode unless this ownership still stands.</summary>
    public ZkOperation Fence => ZkOperation.Check(Path);

    private TimeSpan Remaining
    {
        get
        {
            var time = _client.TimeProvider;
            // A session that was closed or expired is over, whatever the leader had said before.
            return time.GetElapsedTime(time.GetTimestamp(), Math.Min(_client.SafeUntil, _proof.SafeUntil));
        }
    }

    /// <summary>
    /// Gives it back. Once begun it goes on whatever happens to the caller: the node is deleted as soon as the server can be reached, or goes with the session.
    /// </summary>
    /// <param name="cancellationToken">Ends the waiting, not the release.</param>
    /// <exception cref="ZkException">The server refused the deletion for now; it is tried again until the node or the session is gone.</exception>
    public async ValueTask ReleaseAsync(CancellationToken cancellationToken = default)
    {
        Task<GuaranteedDelete> release;
        lock (_gate)
            release = _release ??= Task.Run(BeginReleaseAsync, CancellationToken.None);
        var deletion = await release.WaitAsync(cancellationToken).ConfigureAwait(false);
        await deletion.Attempt.WaitAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => ReleaseAsync();

    private async Task<GuaranteedDelete> BeginReleaseAsync()
    {
        await _released.CancelAsync().ConfigureAwait(false);
        await _guard.ConfigureAwait(false);
        return GuaranteedDelete.Start(_client, Path);
    }

    /// <summary>One loop an ownership: nothing else cancels <see cref="Lost"/>.</summary>
    private async Task GuardAsync()
    {
        try
        {
            while (await StillStandsAsync().ConfigureAwait(false))
            {
            }
            if (!_released.IsCancellationRequested)
            {
                UserCode.Cancel(_lost);
                if (OnLoss == LossPolicy.ReleaseOnSuspend)
                    _ = GuaranteedDelete.Start(_client, Path);
            }
        }
        catch (OperationCanceledException) when (_released.IsCancellationRequested)
        {
        }
        finally
        {
            await _ended.CancelAsync().ConfigureAwait(false);
            await _renewal.ConfigureAwait(false);
        }
    }

    private async Task<bool> StillStandsAsync()
    {
        var status = _client.Status;
        if (_client.Lost.IsCancellationRequested)
            return false;
        if (status.State is not (SessionState.Connected or SessionState.ReadOnly))
            return OnLoss == LossPolicy.HoldUntilDeadline && await ReturnsInTimeAsync(status).ConfigureAwait(false);

        // Whichever comes first: the connection may break before the watch is even set, and then the deadline below counts.
        using var either = CancellationTokenSource.CreateLinkedTokenSource(_released.Token);
        var touched = NodeTouchedAsync(either.Token);
        var changed = _client.WaitForChangeAsync(status.Version, either.Token).AsTask();
        // The server may answer pings and hear nothing of the leader any more.
        var passed = Task.Delay(SafeFor, _client.TimeProvider, either.Token);
        var first = await Task.WhenAny(touched, changed, passed).ConfigureAwait(false);
        await either.CancelAsync().ConfigureAwait(false);
        await Task.WhenAll(touched, changed, passed).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _released.Token.ThrowIfCancellationRequested();
        return first == passed ? Remaining > TimeSpan.Zero : first == changed || await touched.ConfigureAwait(false);
    }

    /// <summary>Waits until something happens to the node.</summary>
    /// <returns>Whether it may still stand: false when it is gone, or another in its place.</returns>
    private async Task<bool> NodeTouchedAsync(CancellationToken cancellationToken)
    {
        try
        {
            var (stat, watch) = await _client.ExistsAndWatchAsync(Path, cancellationToken).ConfigureAwait(false);
            await using (watch)
            {
                if (stat?.Czxid != Token)
                    return false;
                if (stat.Value.Version is var version && version != _readVersion)
                    await LookForRequestAsync(version, cancellationToken).ConfigureAwait(false);
                await watch.Fired(cancellationToken).ConfigureAwait(false);
                return true; // whatever it was: look again
            }
        }
        catch (ZkException e)
        {
            return !e.IsSessionOver;
        }
    }

    // What is written is either a request, or that the node's owner holds (HolderMark).
    private async Task LookForRequestAsync(int version, CancellationToken cancellationToken)
    {
        var (node, failure) = await OneNode.TryAsync(ReadAsync(), default).ConfigureAwait(false);
        _readVersion = version;   // what may not be read is not asked for again and again
        if (failure is null && _request is null && LockHolder.FromJson(node.Data).Request is { } request)
        {
            _request = request;
            UserCode.Cancel(_requested);
        }

        async Task<NodeData> ReadAsync() => await _client.GetDataAsync(Path, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>While cut off, the session may come back; but after <see cref="SafeUntil"/> somebody else may be the owner already.</summary>
    private async Task<bool> ReturnsInTimeAsync(SessionStatus status)
    {
        var remaining = Remaining;
        if (remaining <= TimeSpan.Zero)
            return false;
        using var deadline = new Deadline(remaining, _client.TimeProvider, _released.Token);
        try
        {
            await _client.WaitForChangeAsync(status.Version, deadline.Token).ConfigureAwait(false);
            return true;
        }
        catch (OperationCanceledException) when (!_released.IsCancellationRequested)
        {
            // An answer may have moved the deadline in the very last moment.
            return Remaining > TimeSpan.Zero;
        }
    }
}
