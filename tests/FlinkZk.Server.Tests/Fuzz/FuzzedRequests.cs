using FlinkZk.Server.Operations;
using FlinkZk.Server.Options;
using FlinkZk.Server.Pipeline;
using FlinkZk.Server.Sessions;
using FlinkZk.Server.State;
using FlinkZk.Server.Watches;
using FlinkZk.Wire;

namespace FlinkZk.Server.Tests.Fuzz;

/// <summary>
/// What reads a client's frames, without threads between: frame, header, operation, transaction, state. A server's parts, so that what each frame costs can be
/// measured.
/// </summary>
internal sealed class FuzzedRequests : IWatcher, IDisposable
{
    private static readonly ZkServerOptions Options = new();

    private readonly Database _database = new();
    private readonly OperationTable _operations = new();
    private readonly SessionTable _sessions = new(Options, static _ => { });
    private readonly TransactionExecutor _executor;
    private readonly PrepareContext _context;
    private readonly FrameBuffer _frames = new();
    private readonly WireBuffer _reply = new();
    private readonly WireBuffer _txn = new();
    private readonly Session _session;
    private long _zxid;

    public FuzzedRequests()
    {
        _executor = new(new StateChanges(_database), _operations);
        _context = new(new(_database.Tree, _database.Quotas), _database.Quotas, _sessions, new(long.MaxValue, static () => 0, default, TimeProvider.System), Options);
        _session = _sessions.Create(10_000);
        _sessions.Track(_session);
    }

    bool IWatcher.IsGone => false;

    /// <summary>Requests that could be read.</summary>
    public int Understood { get; private set; }

    public void Dispose()
    {
        _database.Dispose();
        _sessions.DisposeAsync().AsTask().GetAwaiter().GetResult();
    }

    void IWatcher.Deliver(ReadOnlySpan<byte> frame, IReadOnlyList<Acl> acl) => Assert.True(frame.Length > Limits.LengthPrefix);

    /// <summary>Takes bytes as they come from a socket.</summary>
    /// <exception cref="WireFormatException">The connection would be closed.</exception>
    public void Receive(ReadOnlySpan<byte> bytes)
    {
        while (!bytes.IsEmpty)
        {
            var free = _frames.GetFree().Span;
            var count = Math.Min(free.Length, bytes.Length);
            bytes[..count].CopyTo(free);
            _frames.Advance(count);
            bytes = bytes[count..];
            while (_frames.TryTakeFrame(out var frame))
                Serve(frame);
        }
    }

    /// <summary>A new connection: what the last one left half received is gone.</summary>
    public void Reconnect() => _frames.Skip(int.MaxValue);

    /// <summary>Reads a handshake.</summary>
    public static void Shake(ReadOnlySpan<byte> frame)
    {
        var reader = new JuteReader(frame);
        ConnectRequest.Read(ref reader);
    }

    private void Serve(ReadOnlySpan<byte> frame)
    {
        var reader = new JuteReader(frame);
        var header = RequestHeader.Read(ref reader);
        var body = frame[Limits.RequestHeader..];
        _reply.Clear(keep: 64 * 1024);
        if (header.Type == OpCode.Auth)
        {
            AuthRequest.Read(ref reader);
            Understood++;
        }
        else if (header.Type == OpCode.Sasl)
        {
            SaslRequest.Read(ref reader);
            Understood++;
        }
        else if (_operations.Find(header.Type) is not { IsForClients: true } operation)
            throw new WireFormatException("Closed: unknown.");
        else if (operation.Read is { } read)
            Understood += RequestExecution.Read(read, body, _database, new(this, _session.Id, []), _reply) != ErrorCode.MarshallingError ? 1 : 0;
        else
            Write(header, operation.Write!, body);
    }

    // As Prepare and Apply do.
    private void Write(RequestHeader header, WriteOperation operation, ReadOnlySpan<byte> body)
    {
        (_context.SessionId, _context.Zxid) = (_session.Id, ++_zxid);
        _txn.Clear(keep: 64 * 1024);
        var writer = new JuteWriter(_txn);
        new TxnHeader(_session.Id, header.Xid, _zxid, 1, header.Type).Write(ref writer);
        try
        {
            var request = new JuteReader(body);
            var error = operation.Prepare(ref request, _context, _txn);
            Understood++;
            if (error == ErrorCode.Ok)
                _executor.Execute(_txn.Written, _reply, out _);
        }
        catch (WireFormatException)
        {
            // Answered as a marshalling error.
        }
        _context.Pending.Forget(_zxid);
    }
}
