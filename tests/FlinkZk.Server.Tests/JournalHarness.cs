using FlinkZk.Server.Journal;
using FlinkZk.Testing;
using FlinkZk.Wire;

namespace FlinkZk.Server.Tests;

/// <summary>A server's stages over a disk, without sockets: writes go in, and it knows which were acknowledged.</summary>
internal sealed class JournalHarness : IAsyncDisposable
{
    private const long Session = 7;
    private readonly Database _database = new();
    private readonly Storage _storage;
    private readonly Prepare _prepare;
    private readonly SessionTable _sessions;

    public JournalHarness(IDisk disk, long segmentSize = 1024)
    {
        var options = new ZkServerOptions();
        var operations = new OperationTable();
        var statistics = new RequestStatistics(TimeProvider.System);
        _sessions = new(options, _ => { });
        var apply = new Apply(_database, operations, _sessions, statistics);
        _storage = Storage.Open(disk, null, snapshotsKept: 2, segmentSize, TimeSpan.FromMilliseconds(1), _database, apply);
        _sessions.Track(new(new(Session, 10_000, [])));
        _prepare = new(_database, operations, _sessions, _storage.Log, request => request.Return(), options);
        _prepare.Start();
    }

    /// <summary>The last transaction that a client would have heard of.</summary>
    public long Acknowledged => _database.LastZxid;

    public ZkServerRecovery Recovery => _storage.Recovery!;

    /// <summary>Creates nodes under the root, named by their transactions, and waits until they are acknowledged or the log gives up.</summary>
    public async Task WriteAsync(int count)
    {
        var until = Acknowledged + count;
        for (var i = 0; i < count; i++)
        {
            var request = Request.Rent(null, Session, 0, OpCode.Create, [], 0);
            var writer = new JuteWriter(request.Body);
            new CreateRequest("/n", new byte[20], Acl.OpenUnsafe, CreateMode.PersistentSequential).Write(ref writer);
            await _prepare.SubmitAsync(request);
            if (i % 3 == 0)
                await Eventually.Async(() => Acknowledged >= until - count + i + 1 || _storage.Log.Failure is not null, "a write is acknowledged");
        }
        await Eventually.Async(() => Acknowledged >= until || _storage.Log.Failure is not null, "all writes are acknowledged");
    }

    public void TakeSnapshot() => _storage.TakeSnapshot(TestContext.Current.CancellationToken);

    public async ValueTask DisposeAsync()
    {
        await _prepare.DisposeAsync();
        await _sessions.DisposeAsync();
        await _storage.DisposeAsync();
        _database.Dispose();
    }

    /// <summary>Recovers without going on to write.</summary>
    /// <returns>The last transaction; every one before it is checked to be there.</returns>
    public static long Recover(IDisk disk)
    {
        using var database = new Database();
        var options = new ZkServerOptions();
        var apply = new Apply(database, new(), new(options, _ => { }), new(TimeProvider.System));
        new Recovery(new(disk)).Load(database, apply.Replay);
        for (var i = 0; i < database.LastZxid; i++)
            Assert.NotNull(database.Tree.Find("/n" + SequenceNumber.Format(i)));
        Assert.Equal(database.LastZxid + 4, database.Tree.Count);
        return database.LastZxid;
    }
}
