using System.Diagnostics.CodeAnalysis;
using System.Threading.Channels;
using FlinkZk.Server.Diagnostics;
using FlinkZk.Server.Memory;
using FlinkZk.Server.Operations;
using FlinkZk.Server.Options;
using FlinkZk.Server.Sessions;
using FlinkZk.Server.State;
using FlinkZk.Wire;

namespace FlinkZk.Server.Pipeline;

/// <summary>
/// The first stage (<c>PrepRequestProcessor</c>), one loop: takes requests in the order they came, gives each write its zxid and time,
/// judges it against the tree as it will be, and encodes its transaction. A refused write is a transaction too: it says so.
/// </summary>
internal sealed class Prepare : IAsyncDisposable
{
    // Full means that sockets are not read: back-pressure instead of a growing queue.
    private const int MostQueued = 4096;

    private readonly Channel<Request> _queue = Channel.CreateBounded<Request>(new BoundedChannelOptions(MostQueued) { SingleReader = true });
    private readonly Database _database;
    private readonly SessionTable _sessions;
    private readonly StateRoom _room;
    private readonly TransactionLog _log;
    private readonly Action<Request> _refuse;
    private readonly TimeProvider _time;
    private readonly PrepareContext _context;
    private readonly Distribution _queueTime;
    private readonly TaskCompletionSource _failed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile Exception? _failure;
    private Task _loop = Task.CompletedTask;
    private long _lastZxid;
    private Request? _unfinished; // one that is carried out in steps: the next comes before any other request, so that nobody's write lies between them

    public Prepare(Database database, SessionTable sessions, StateRoom room, TransactionLog log, Action<Request> refuse, ZkServerOptions options)
    {
        (_database, _sessions, _room, _log, _refuse, _time) = (database, sessions, room, log, refuse, options.TimeProvider);
        _queueTime = new(_time);
        _context = new(new(database.Tree, database.Quotas), database.Quotas, sessions, room, options);
    }

    /// <summary>Why nothing can be written any more; null while it can.</summary>
    public Exception? Failure => _failure;

    /// <summary>Ends when nothing can be written any more: the log has failed, or a write could be neither judged nor, in memory, carried out.</summary>
    public Task Failed => _failed.Task;

    /// <summary>How long requests waited here, in ticks of the clock.</summary>
    public Distribution QueueTime => _queueTime;

    public void Start()
    {
        _lastZxid = _database.LastZxid;
        _loop = Task.Run(RunAsync);
    }

    /// <summary>Queues a request; waits while the queue is full.</summary>
    /// <exception cref="ChannelClosedException">The server stops.</exception>
    public ValueTask SubmitAsync(Request request) =>
        _queue.Writer.TryWrite(request) ? ValueTask.CompletedTask : _queue.Writer.WriteAsync(request);

    /// <summary>Takes no more requests and ends once those that are queued have gone through.</summary>
    public async ValueTask DisposeAsync()
    {
        _queue.Writer.TryComplete();
        await _loop.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private async Task RunAsync()
    {
        Batch? batch = null;
        try
        {
            while (_unfinished is not null || await _queue.Reader.WaitToReadAsync().ConfigureAwait(false))
            {
                batch = await _log.RentAsync().ConfigureAwait(false);
                Fill(batch);
                _log.Return(batch);
            }
        }
        catch (Exception e)
        {
            // The request that was being judged is in no batch: its connection is closed with all others then.
            _failure = e;
            _failed.SetResult();
            if (batch is not null)
                Apply.Drop(batch);
            await RefuseAsync().ConfigureAwait(false);
        }
    }

    // What is applied can still be read, and nothing is promised any more.
    private async Task RefuseAsync()
    {
        if (_unfinished is { } unfinished)
            Refuse(unfinished);
        await foreach (var request in _queue.Reader.ReadAllAsync().ConfigureAwait(false))
            Refuse(request);

        void Refuse(Request request)
        {
            try
            {
                _refuse(request);
            }
            catch (OutOfMemoryException)
            {
                request.Connection?.Close();
            }
        }
    }

    private void Fill(Batch batch)
    {
        var (now, began) = (_time.GetUtcNow().ToUnixTimeMilliseconds(), _time.GetTimestamp());
        using (_database.Gate.Read())
        {
            _context.Pending.Forget(_database.LastZxid);
            _room.Forget(_database.LastZxid);
            while (!batch.IsFull && TryTake(began, out var request))
            {
                if (!request.IsStale && request.Operation.Write is { } operation && _log.HasRoom && !EndsLocalSession(request))
                    Encode(request, operation, batch, now);
                else
                    batch.AddUnlogged(request);
            }
        }
    }

    private bool TryTake(long now, [NotNullWhen(true)] out Request? request)
    {
        (request, _unfinished) = (_unfinished, null);
        if (request is not null)
            return true;
        if (!_queue.Reader.TryRead(out request))
            return false;
        _queueTime.Add(now - request.ReceivedAt);
        return true;
    }

    private void Encode(Request request, WriteOperation operation, Batch batch, long now)
    {
        var bytes = batch.Records;
        if (!HasRoomFor(request, operation, bytes))
        {
            batch.AddUnlogged(request);
            return;
        }
        var zxid = ++_lastZxid;
        var record = _log.BeginRecord(bytes);
        var start = bytes.Length;
        var writer = new JuteWriter(bytes);
        new TxnHeader(request.SessionId, request.Xid, zxid, now, request.Type).Write(ref writer);

        var body = bytes.Length;
        var error = Judge(request, operation, zxid, bytes);
        if (error != ErrorCode.Ok)
        {
            bytes.Truncate(body);
            bytes.PatchInt(start + TxnHeader.TypeOffset, (int)OpCode.Error);
            writer.WriteInt((int)error);
        }
        else if (_context.IsStep)
        {
            // The answer is that of the last step.
            _unfinished = request;
            request = Request.Rent(null, request.SessionId, request.Xid, request.Operation, [], request.ReceivedAt);
        }
        batch.AddTransaction(request, start);
        _log.EndRecord(bytes, record, zxid);
    }

    // Where memory has run out a write is refused while that changes nothing; half-way through it would be the end of all writes.
    private static bool HasRoomFor(Request request, WriteOperation operation, WireBuffer bytes)
    {
        var length = bytes.Length;
        try
        {
            bytes.Append(request.Body.Length + operation.MostBesideBody);
            bytes.Truncate(length);
            return true;
        }
        catch (OutOfMemoryException)
        {
            return false;
        }
    }

    private bool EndsLocalSession(Request request) => request.Type == OpCode.CloseSession && _sessions.IsLocal(request.SessionId);

    private ErrorCode Judge(Request request, WriteOperation operation, long zxid, WireBuffer txn)
    {
        if (operation.NeedsSession && request.Connection is { } connection)
        {
            if (_sessions.IsClosing(request.SessionId))
                return ErrorCode.SessionExpired;
            if (connection.IsMoved)
                return ErrorCode.SessionMoved;
        }
        (_context.SessionId, _context.Zxid, _context.Identities) = (request.SessionId, zxid, request.Identities);
        _context.IsStep = false;
        var body = new JuteReader(request.Body.Written);
        try
        {
            return operation.Prepare(ref body, _context, txn);
        }
        catch (WireFormatException)
        {
            return ErrorCode.MarshallingError;
        }
        catch (OutOfMemoryException) when (_context.Pending.LastChange != zxid)
        {
            return ErrorCode.SystemError;
        }
    }
}
