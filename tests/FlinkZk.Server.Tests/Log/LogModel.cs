using System.Buffers.Binary;
using FlinkZk.Server.Log;
using FlinkZk.Wire;

namespace FlinkZk.Server.Tests.Log;

/// <summary>
/// A server's state as simple as can be: the transactions so far, each of which can be told from its zxid alone. So whatever a disk holds can be
/// compared with what was acknowledged.
/// </summary>
internal sealed class LogModel(IDisk disk, LogOptions options)
{
    public static readonly LogOptions Small = new() { SegmentSize = 512, SpaceReserve = 256 };

    private static readonly byte[][] Payloads = [.. Enumerable.Range(0, 500).Select(MakePayload)];

    private readonly WireBuffer _records = new();

    /// <summary>The last transaction whose append returned.</summary>
    public long Acknowledged { get; private set; }

    /// <summary>The last transaction whose append began.</summary>
    public long Attempted { get; private set; }

    public CrashDisk Disk => (CrashDisk)disk;

    public LogWriter Writer { get; private set; } = null!;

    /// <summary>Text of some length, different for each zxid.</summary>
    public static byte[] Payload(long zxid) => Payloads[zxid % Payloads.Length];

    public void Start()
    {
        var found = LogRecovery.Open(disk, options);
        Verify(disk, found);
        Attempted = Acknowledged = found.LastZxid;
        Writer = found.Resume();
    }

    /// <summary>Appends a batch.</summary>
    public void Append(int transactions)
    {
        _records.Clear();
        for (var i = 0; i < transactions; i++)
            RecordEncoder.Append(_records, ++Attempted, Payload(Attempted));
        Writer.Append(_records);
        Acknowledged = Attempted;
    }

    /// <summary>A snapshot, during which <paramref name="meanwhile"/> transactions go on.</summary>
    public void TakeSnapshot(int meanwhile = 0)
    {
        Writer.TryMakeRoom();
        Writer.Roll();
        var snapshot = SnapshotFile.Write(
            disk,
            Acknowledged,
            content =>
            {
                for (var zxid = 1L; zxid <= Acknowledged; zxid++)
                    content.Write(Payload(zxid));
                if (meanwhile > 0)
                    Append(meanwhile);
            },
            () => Acknowledged);
        Writer.Append(snapshot.Mark);
        SnapshotRetention.Prune(disk, options.SnapshotsKept);
    }

    /// <summary>Closes cleanly.</summary>
    public void Stop()
    {
        Writer.Close();
        Writer.Dispose();
    }

    /// <summary>Several segments, snapshots, restarts; every kind of step that a server takes.</summary>
    public void RunScript()
    {
        Start();
        Append(1);
        Append(3);
        Writer.TryMakeRoom();
        Append(2);
        Writer.Mark();
        for (var i = 0; i < 6; i++)
            Append(2);
        TakeSnapshot(meanwhile: 2);
        Append(4);
        Writer.Mark();
        Stop();

        Start();
        Append(5);
        TakeSnapshot();
        Writer.TryMakeRoom();
        for (var i = 0; i < 5; i++)
            Append(1 + (i % 3));
        Stop();

        Start();
        for (var i = 0; i < 8; i++)
            Append(2);
        TakeSnapshot(meanwhile: 1);
        for (var i = 0; i < 6; i++)
            Append(3);
        Stop();
    }

    /// <summary>
    /// Recovers what a disk holds, checks that it is whole, appends to it and recovers again.
    /// </summary>
    /// <returns>The last transaction found.</returns>
    /// <exception cref="LogDamagedException">The log refused.</exception>
    public static long Recover(CrashDisk disk, LogOptions options)
    {
        var model = new LogModel(disk, options);
        model.Start();
        var found = model.Acknowledged;
        model.Append(2);
        model.Stop();
        model.Start();
        Assert.Equal(found + 2, model.Acknowledged);
        return found;
    }

    /// <summary>Snapshot and log together are all transactions from the first to the last.</summary>
    public static void Verify(IDisk disk, LogRecovery found)
    {
        var next = 1L;
        if (found.Snapshot is { } snapshot)
        {
            using var content = snapshot.OpenContent(disk);
            for (; next <= snapshot.StartZxid; next++)
            {
                var actual = new byte[Payload(next).Length];
                content.ReadExactly(actual);
                Assert.True(actual.AsSpan().SequenceEqual(Payload(next)), $"Transaction {next} is not in the snapshot as it was appended.");
            }
            Assert.Equal(-1, content.ReadByte());
        }
        found.Replay((zxid, payload) =>
        {
            Assert.Equal(next, zxid);
            Assert.True(payload.SequenceEqual(Payload(zxid)), $"Transaction {zxid} is not what was appended.");
            next++;
        });
        Assert.Equal(found.LastZxid, next - 1);
    }

    private static byte[] MakePayload(int zxid)
    {
        var payload = new byte[8 + (zxid * 7 % 61)];
        new Random(zxid).NextBytes(payload);
        BinaryPrimitives.WriteInt64BigEndian(payload, zxid);
        return payload;
    }
}
