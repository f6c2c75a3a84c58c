namespace FlinkZk.Server.Sessions;

/// <summary>
/// Sessions by the tick at which they expire (<c>ExpiryQueue</c>): deadlines are rounded up to the next whole tick, so that a timer
/// looks at one bucket a tick and not at every session. A touch only moves the session's own deadline; the session is put into its
/// new bucket when the old one is due, or at once where the new one is due before (a client may come back with a shorter timeout).
/// </summary>
/// <param name="tick">The tick in milliseconds.</param>
internal sealed class ExpiryBuckets(long tick)
{
    private const long Nowhere = -1;

    private readonly SortedDictionary<long, List<Session>> _buckets = [];

    /// <summary>The deadline of a session that is heard of at <paramref name="now"/>: up to one tick after its timeout.</summary>
    public long DeadlineOf(long now, int timeout) => ((now + timeout) / tick + 1) * tick;

    /// <summary>Puts a session into the bucket of its deadline.</summary>
    public void Add(Session session)
    {
        lock (_buckets)
            AddLocked(session);
    }

    /// <summary>Puts a session whose deadline was moved into an earlier bucket, if that is what it needs.</summary>
    public void Moved(Session session)
    {
        lock (_buckets)
            if (session.Deadline < session.Bucket)
                AddLocked(session);
    }

    /// <summary>Takes out the sessions whose time is over.</summary>
    public List<Session> TakeExpired(long now)
    {
        var expired = new List<Session>();
        lock (_buckets)
            while (_buckets.Count > 0 && _buckets.First() is var (due, sessions) && due <= now)
            {
                _buckets.Remove(due);
                foreach (var session in sessions)
                    if (session.IsClosing && !session.IsHalfClosed || session.Bucket != due)
                        continue; // it ends, or was put into another one
                    else if (session.Deadline > now)
                        AddLocked(session);
                    else
                    {
                        session.Bucket = Nowhere;
                        expired.Add(session);
                    }
            }
        return expired;
    }

    private void AddLocked(Session session)
    {
        session.Bucket = session.Deadline;
        if (!_buckets.TryGetValue(session.Bucket, out var bucket))
            _buckets.Add(session.Bucket, bucket = []);
        bucket.Add(session);
    }
}
