using FlinkZk.Server.Access;
using FlinkZk.Server.Diagnostics;
using FlinkZk.Server.Memory;
using FlinkZk.Server.Operations;
using FlinkZk.Server.Pipeline;
using FlinkZk.Server.State;
using FlinkZk.Wire;

namespace FlinkZk.Server.Net;

/// <summary>
/// Serves the requests of one connection, on its receive loop. A read is answered on the spot, against the tree, as long as none of
/// the connection's requests is on its way through the pipeline; behind one it has to queue as well, so that a client sees the order
/// it asked in. All answers of one receive go out together.
/// </summary>
internal sealed class RequestDispatcher(ServerContext server, ServerConnection connection)
{
    // Reads under one read lock: as long as that a writer waits, some tens of microseconds.
    private const int ReadsInOneGo = 256;
    // Answers in one send: as much as a socket buffer takes at once, so that the client reads the first while the next are made.
    private const int RepliesInOneGo = 64 * 1024;

    private readonly WireBuffer _replies = new();
    private SaslExchange? _sasl;
    private bool _stopped;
    private bool _mustProve = server.Options.RequireSasl;
    private int _roomNeeded;
    private int _room;
    private int _answered;
    private (int Xid, OpCode Type) _last;

    /// <summary>Serves whole frames until one has to go through the pipeline, or some were served and others may have their turn.</summary>
    /// <param name="forPipeline">The request for the pipeline, if that is why it stopped.</param>
    /// <returns>False when no whole frame is left.</returns>
    public bool Serve(out Request? forPipeline)
    {
        var (now, received, reading) = (server.Statistics.Now, 0, false);
        var gate = default(DatabaseGate.Scope);
        var more = true;
        forPipeline = null;
        try
        {
            while (!_stopped && Pause == TimeSpan.Zero && received < ReadsInOneGo && _replies.Length < RepliesInOneGo && (more = connection.Frames.TryTakeFrame(out var frame)))
            {
                received++;
                var reader = new JuteReader(frame);
                var header = RequestHeader.Read(ref reader);
                // Java's answer to a ping has the ping's xid, whatever was asked with.
                if (header.Type == OpCode.Ping)
                    header = header with { Xid = Xid.Ping };
                _last = (header.Xid, header.Type);
                var body = frame[Limits.RequestHeader..];
                if (header.Type == OpCode.Auth)
                    Authenticate(header, body);
                else if (header.Type == OpCode.Sasl)
                    AuthenticateBySasl(header, body);
                else if (_mustProve)
                    Refuse(header, ErrorCode.SessionClosedRequireSaslAuth);
                else if (server.Operations.Find(header.Type) is not { IsForClients: true } operation)
                    Refuse(header, ErrorCode.Unimplemented);
                else if (IsRefusedHere(header, operation))
                    continue;
                else if (operation.Read is { WaitsForWrites: false } read && connection.Session!.InPipeline == 0)
                {
                    if (!reading)
                        gate = server.Database.Gate.Read();
                    reading = true;
                    Answer(header, read, body);
                }
                else if (!TryEnter(header.Type, body.Length))
                {
                    connection.Frames.PutBack(frame);
                    received--;
                    break;
                }
                else
                {
                    forPipeline = Request.Rent(connection, connection.Session!.Id, header.Xid, operation, connection.Identities, now);
                    forPipeline.Entered(server.Memory.Requests, ServerMemory.RoomOf(header.Type, body.Length));
                    body.CopyTo(forPipeline.Body.Append(body.Length));
                    break;
                }
            }
        }
        catch (OutOfMemoryException)
        {
            // It goes no further, and others may have its room.
            forPipeline?.Return();
            throw;
        }
        finally
        {
            gate.Dispose();
            Leave();
            Publish(received, now);
        }
        return more && !_stopped;
    }

    /// <summary>How late what was answered last is to be sent; whoever waits sets it back. Then, if <see cref="IsOver"/>, nothing more is served.</summary>
    public TimeSpan Pause { get; set; }

    /// <summary>Whether the connection is to be closed.</summary>
    public bool IsOver => _stopped;

    /// <summary>Whether the next request has to wait for room: then <see cref="EnterAsync"/> comes before more is served.</summary>
    public bool NeedsRoom => _roomNeeded > 0;

    /// <summary>Waits for the room that the next request needs.</summary>
    public async Task EnterAsync()
    {
        await server.Memory.Requests.EnterAsync(_roomNeeded).ConfigureAwait(false);
        (_room, _roomNeeded) = (_roomNeeded, 0);
    }

    /// <summary>Gives back what a busy time has left behind.</summary>
    public void Release() => _replies.Clear(keep: 0);

    /// <summary>Gives up the room that was waited for, if the request has not taken it: it may have found another way meanwhile.</summary>
    public void Leave()
    {
        if (_room > 0)
            server.Memory.Requests.Leave(_room);
        _room = 0;
    }

    private bool TryEnter(OpCode type, int body)
    {
        var bytes = ServerMemory.RoomOf(type, body);
        if (_room == bytes)
            _room = 0;
        else if (!server.Memory.Requests.TryEnter(bytes))
            _roomNeeded = bytes;
        return _roomNeeded == 0;
    }

    private void Answer(RequestHeader header, ReadOperation read, ReadOnlySpan<byte> body)
    {
        // Events that the operation tells at once have to come behind what was answered before it.
        if (read.TellsEvents)
            Send();
        var start = BeginReply(header.Xid, server.Database.LastZxid);
        var session = connection.Session!;
        var error = session.IsClosing
            ? ErrorCode.SessionExpired
            : RequestExecution.Read(read, body, server.Database, new(connection, session.Id, connection.Identities), _replies);
        RequestExecution.EndReply(_replies, start, error);
    }

    private void Authenticate(RequestHeader header, ReadOnlySpan<byte> body)
    {
        var reader = new JuteReader(body);
        var request = AuthRequest.Read(ref reader);
        var error = Authentication.Add(request, connection, out var pause);
        // Java's replies to auth carry no zxid.
        RequestExecution.EndReply(_replies, BeginReply(header.Xid, zxid: 0), error);
        if (error == ErrorCode.Ok)
            Pause = pause;
        else
            Fail(connection.Identities.Count >= Authentication.MostIdentities
                ? $"has proved {Authentication.MostIdentities} identities, and no more are taken"
                : $"could not prove an identity of scheme '{request.Scheme}'");
    }

    private void Fail(string what)
    {
        server.Statistics.Count(CountedEvent.AuthenticationFailed);
        server.Faults.Warning(ZkServerLogEvents.AuthenticationFailed, $"{connection.Remote} {what}.");
        Pause = server.Guesses.Failed(connection.Remote.Address);
        _stopped = true;
    }

    // ZooKeeperServer.processSasl: a failure's reply has a body, too, which is null; and so is the answer of a server without SASL.
    private void AuthenticateBySasl(RequestHeader header, ReadOnlySpan<byte> body)
    {
        var reader = new JuteReader(body);
        var token = SaslRequest.Read(ref reader).Token ?? [];
        var answer = server.Options.SaslUsers is { } users ? (_sasl ??= new(users)).Evaluate(token) : null;
        var failed = answer is null && _sasl is not null;
        var start = BeginReply(header.Xid, zxid: 0, !failed ? ErrorCode.Ok : server.Options.RequireSasl ? ErrorCode.SessionClosedRequireSaslAuth : ErrorCode.AuthFailed);
        var writer = new JuteWriter(_replies);
        new SaslRequest(answer).Write(ref writer);
        _replies.EndFrame(start);
        if (failed)
            Fail("could not prove by SASL who it is");
        else if (_sasl?.User is { } user)
        {
            Authentication.AddTo(connection, new(SaslScheme.SchemeName, user));
            _mustProve = false;
        }
    }

    private void Refuse(RequestHeader header, ErrorCode error)
    {
        if (error == ErrorCode.SessionClosedRequireSaslAuth)
        {
            server.Statistics.Count(CountedEvent.AuthenticationFailed);
            server.Faults.Warning(ZkServerLogEvents.AuthenticationFailed, $"{connection.Remote} is closed: it asks without having proved by SASL who it is.");
        }
        else
            server.Faults.Warning(ZkServerLogEvents.BadFrame, $"{connection.Remote} is closed: it asks for the operation {(int)header.Type}, which clients cannot ask for here.");
        RequestExecution.EndReply(_replies, BeginReply(header.Xid, zxid: error == ErrorCode.Unimplemented ? -1 : 0), error);
        StopAfterThis();
    }

    // Java's leader looks at every request whether the session still belongs here; its followers leave that to it, and so at writes only.
    private bool IsRefusedHere(RequestHeader header, Operation operation)
    {
        if (server.IsReadOnly)
            return operation.Read is not { WaitsForWrites: false } && RefuseWrite(header);
        if (server.Role != ServerRole.Leader || !connection.IsMoved || header.Type == OpCode.CloseSession)
            return false;
        server.Statistics.Unanswered();
        StopAfterThis();
        return true;
    }

    private bool RefuseWrite(RequestHeader header)
    {
        var closes = header.Type == OpCode.CloseSession;
        RequestExecution.EndReply(_replies, BeginReply(header.Xid, server.Database.LastZxid), closes ? ErrorCode.Ok : ErrorCode.NotReadOnly);
        if (closes)
        {
            server.Sessions.Forget(connection.Session!.Id);
            StopAfterThis();
        }
        return true;
    }

    private void StopAfterThis()
    {
        _stopped = true;
        Send();
        connection.CloseWhenSent();
    }

    private int BeginReply(int xid, long zxid, ErrorCode error = ErrorCode.Ok)
    {
        _answered++;
        var start = _replies.BeginFrame();
        var writer = new JuteWriter(_replies);
        new ReplyHeader(xid, zxid, error).Write(ref writer);
        return start;
    }

    private void Publish(int received, long receivedAt)
    {
        if (received == 0)
            return;
        server.Sessions.Touch(connection.Session!);
        server.Statistics.CountReceived(received);
        connection.Counters.CountReceived(received);
        if (_answered == 0)
            return;
        var latency = server.Statistics.Answered(server.Statistics.Reads, receivedAt, _answered, Math.Max(0, (_replies.Length / _answered) - Limits.LengthPrefix));
        connection.Counters.Answered(_answered, server.Database.LastZxid, _last.Xid, _last.Type, receivedAt + latency, latency);
        _answered = 0;
        Send();
    }

    private void Send()
    {
        if (_replies.Length > 0)
            connection.Append(_replies.Written);
        _replies.Clear(keep: 2 * RepliesInOneGo);
    }
}
