using FlinkZk.Wire;

namespace FlinkZk.Client;

/// <summary>
/// Removes nodes of the session's own whose maker has gone: those of a create that was given up and succeeded all the same, and those of a create whose reply was lost
/// while nobody waited for it any more.
/// </summary>
/// <param name="status">Until the session is over: then the nodes are gone with it.</param>
internal sealed class OrphanSweep(StatusBoard status)
{
    private readonly List<(LostCreate Create, bool IsAwaited)> _lostCreates = [];   // session's loop only
    private int _cleanUps;

    /// <summary>Sends the requests; set once, before there are any.</summary>
    public required Func<RequestPipe> Pipe { get; init; }

    /// <summary>Clean-ups that are not done yet, whoever does them.</summary>
    public int Pending => status.Current.IsLost ? 0 : Volatile.Read(ref _cleanUps);

    /// <summary>Counts a clean-up until it is disposed.</summary>
    public IDisposable Begin() => new CleanUp(this);

    /// <summary>A create was given up and succeeded all the same: the node goes again. Receive loop; the work is done elsewhere.</summary>
    public void Sweep(string path, Stat? made)
    {
        var counted = Begin();
        _ = Task.Run(() => SweepAsync(path, made, counted));
    }

    /// <summary>The reply to a create is lost. If nobody waits for it either, what it made has to go: it is looked for on the next connection.</summary>
    public void NoteLost(LostCreate create, bool isAwaited)
    {
        _lostCreates.Add((create, isAwaited));
        if (!isAwaited)
            Interlocked.Increment(ref _cleanUps);
    }

    /// <summary>Looks on a new connection for what was lost with the last one.</summary>
    public async Task FindLostAsync(Preamble preamble, long sessionId)
    {
        foreach (var (create, _) in _lostCreates.Where(static lost => !lost.IsAwaited))
        {
            // Whose caller was told of the loss looks for the node himself: then it may be his.
            if (_lostCreates.Any(other => other.IsAwaited && other.Create.IsLike(create)))
                continue;
            foreach (var (path, made) in await create.FindAsync(preamble, sessionId).ConfigureAwait(false))
                Sweep(path, made);
        }
        Interlocked.Add(ref _cleanUps, -_lostCreates.Count(static lost => !lost.IsAwaited));
        _lostCreates.Clear();
    }

    private async Task SweepAsync(string path, Stat? made, IDisposable counted)
    {
        using var until = counted;
        while (!status.Current.IsLost)
        {
            try
            {
                if (await VersionToSweepAsync(path, made).ConfigureAwait(false) is { } version)
                    await Pipe().SendAsync(new Delete(path, version), Chroot.None, CancellationToken.None).ConfigureAwait(false);
                return;
            }
            catch (ZkException exception) when (exception.Code is ErrorCode.ConnectionLoss or ErrorCode.BadVersion)
            {
                // Once more: on the next connection, or with the version that it has now.
            }
            catch (ZkException)
            {
                // Gone already, in use, or not ours to delete.
                return;
            }
        }
    }

    /// <summary>
    /// The version to delete; null if the node has to stay: another one has taken its place (its czxid tells), or somebody has written to a node that would
    /// outlive this session anyway. An ephemeral node goes whatever was written: it stands in a queue for somebody who has left.
    /// </summary>
    private async Task<int?> VersionToSweepAsync(string path, Stat? made)
    {
        try
        {
            var now = await Pipe().SendAsync<Exists, Stat?>(new(path, null), Chroot.None, CancellationToken.None).ConfigureAwait(false);
            return now is { } node && (made is null || node.Czxid == made.Value.Czxid) && (node.Version == 0 || node.EphemeralOwner != 0) ? node.Version : null;
        }
        catch (ZkException exception) when (exception.Code == ErrorCode.NoAuth)
        {
            // Since 3.9.2 exists asks for a permission that deleting does not need.
            return 0;
        }
    }

    private sealed class CleanUp : IDisposable
    {
        private OrphanSweep? _sweep;

        public CleanUp(OrphanSweep sweep)
        {
            _sweep = sweep;
            Interlocked.Increment(ref sweep._cleanUps);
        }

        public void Dispose()
        {
            if (Interlocked.Exchange(ref _sweep, null) is { } sweep)
                Interlocked.Decrement(ref sweep._cleanUps);
        }
    }
}
