using FlinkZk.Server.Log;
using FlinkZk.Wire;

namespace FlinkZk.Server.Tests.Log;

internal sealed class TestBatch : ILogBatch
{
    public WireBuffer Records { get; } = new();

    public int Requests { get; private set; }

    /// <summary>The last transaction in it; 0 if there are only reads.</summary>
    public long LastZxid { get; private set; }

    public void Add(long zxid, ReadOnlySpan<byte> payload)
    {
        RecordEncoder.Append(Records, zxid, payload);
        (Requests, LastZxid) = (Requests + 1, zxid);
    }

    public void AddRead() => Requests++;

    public void Clear()
    {
        Records.Clear();
        (Requests, LastZxid) = (0, 0);
    }
}
