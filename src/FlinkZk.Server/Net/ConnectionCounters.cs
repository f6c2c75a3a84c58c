using FlinkZk.Server.Diagnostics;
using FlinkZk.Wire;

namespace FlinkZk.Server.Net;

/// <summary>What one connection has done, for the words that list connections. Written by its loop and by Apply.</summary>
internal sealed class ConnectionCounters
{
    private long _received;
    private long _sent;
    private long _lastZxid;
    private long _lastXid = -1;
    private long _lastAnswer;
    private long _lastLatency;
    private int _lastType;

    public long Received => Interlocked.Read(ref _received);

    public long Sent => Interlocked.Read(ref _sent);

    /// <summary>The zxid of the last answer.</summary>
    public long LastZxid => Interlocked.Read(ref _lastZxid);

    public void CountReceived(int count) => Interlocked.Add(ref _received, count);

    public void CountSent(int count) => Interlocked.Add(ref _sent, count);

    /// <summary>The number of the last request that was answered.</summary>
    public int LastXid => (int)Interlocked.Read(ref _lastXid);

    /// <summary>What it was.</summary>
    public OpCode LastType => (OpCode)Volatile.Read(ref _lastType);

    /// <summary>When it was answered, as the clock counts.</summary>
    public long LastAnswer => Interlocked.Read(ref _lastAnswer);

    /// <summary>How long it took, in ticks of the clock.</summary>
    public long LastLatency => Interlocked.Read(ref _lastLatency);

    /// <summary>How long answers took, in ticks of the clock.</summary>
    public AvgMinMax Latency { get; } = new();

    public void Answered(int count, long zxid, int xid, OpCode type, long answeredAt, long latency)
    {
        Interlocked.Add(ref _sent, count);
        Interlocked.Exchange(ref _lastZxid, zxid);
        Interlocked.Exchange(ref _lastXid, xid);
        Interlocked.Exchange(ref _lastAnswer, answeredAt);
        Interlocked.Exchange(ref _lastLatency, latency);
        Volatile.Write(ref _lastType, (int)type);
        Latency.Add(latency, count);
    }

    /// <summary>Begins anew (crst).</summary>
    public void Reset()
    {
        Interlocked.Exchange(ref _received, 0);
        Interlocked.Exchange(ref _sent, 0);
        Interlocked.Exchange(ref _lastLatency, 0);
        Latency.Reset();
    }
}
