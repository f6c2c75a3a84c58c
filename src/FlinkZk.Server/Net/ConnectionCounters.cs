namespace FlinkZk.Server;

/// <summary>What one connection has done, for the words that list connections. Written by its loop and by Apply.</summary>
internal sealed class ConnectionCounters
{
    private long _received;
    private long _sent;
    private long _lastZxid;

    public long Received => Interlocked.Read(ref _received);

    public long Sent => Interlocked.Read(ref _sent);

    /// <summary>The zxid of the last answer.</summary>
    public long LastZxid => Interlocked.Read(ref _lastZxid);

    public void CountReceived(int count) => Interlocked.Add(ref _received, count);

    public void CountSent(int count) => Interlocked.Add(ref _sent, count);

    public void Answered(int count, long zxid)
    {
        Interlocked.Add(ref _sent, count);
        Interlocked.Exchange(ref _lastZxid, zxid);
    }

    /// <summary>Begins anew (crst).</summary>
    public void Reset()
    {
        Interlocked.Exchange(ref _received, 0);
        Interlocked.Exchange(ref _sent, 0);
    }
}
