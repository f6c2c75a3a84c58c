using FlinkZk.Server.Operations;
using FlinkZk.Server.Sessions;
using FlinkZk.Server.State;
using FlinkZk.Wire;

namespace FlinkZk.Server.Pipeline;

/// <summary>
/// The last stage (<c>FinalRequestProcessor</c>): carries out what is safe, in zxid order, and answers. Events go out before the reply to the write that caused them. One flush a connection and batch.
/// </summary>
internal sealed class Apply(Database database, OperationTable operations, SessionTable sessions)
{
    private readonly TransactionExecutor _executor = new(new StateChanges(database), operations);
    private const int ConnectResponse = 37; // bytes; the handshake writes it

    private readonly WireBuffer _reply = new();
    private readonly HashSet<IClientConnection> _dirty = new(ReferenceEqualityComparer.Instance);

    /// <summary>Carries out a batch. Called by one thread at a time.</summary>
    public void Run(Batch batch)
    {
        using (database.Gate.Write())
        {
            foreach (var entry in batch.Entries)
            {
                if (entry.Length > 0)
                    CarryOut(entry.Request, batch.Records.Written.Slice(entry.Offset, entry.Length));
                else
                    AnswerUnlogged(entry.Request);
                Leave(entry.Request);
            }
        }
        FlushDirty();
        foreach (var entry in batch.Entries)
            entry.Request.Return();
    }

    /// <summary>Has a connection flushed at the end of the batch that is being carried out.</summary>
    public void FlushLater(IClientConnection connection) => _dirty.Add(connection);

    /// <summary>
    /// Gives up a batch of which nobody knows whether it is safe: neither yes nor no would be true, so the connections are closed, and
    /// clients know that it may have happened.
    /// </summary>
    public static void Drop(Batch batch)
    {
        foreach (var entry in batch.Entries)
            entry.Request.Connection?.Close();
    }

    /// <summary>Answers a request when nothing can be written any more: reads still work.</summary>
    public void Refuse(Request request)
    {
        using (database.Gate.Write())
        {
            AnswerUnlogged(request);
            Leave(request);
        }
        FlushDirty();
        request.Return();
    }

    // The server's own requests belong to no session's order, and the one that opens a session is before it.
    private static void Leave(Request request)
    {
        if (request is { Connection.Session: { } session, Type: not OpCode.CreateSession })
            session.LeavePipeline();
    }

    private void FlushDirty()
    {
        foreach (var connection in _dirty)
            connection.Flush();
        _dirty.Clear();
    }

    private void CarryOut(Request request, ReadOnlySpan<byte> txn)
    {
        var start = BeginReply(request, zxid: 0);
        var header = _executor.Execute(txn, _reply, out var error, request.Operation);
        _reply.PatchLong(start + Limits.LengthPrefix + 4, header.Zxid);
        EndReply(start, error);

        if (header.Type == OpCode.CreateSession)
            Open(request);
        else if (error == ErrorCode.SessionMoved)
            CloseMoved(request.Connection!);
        else
            Reply(request, header.Zxid);
        if (header.Type == OpCode.CloseSession && !database.Sessions.ContainsKey(header.SessionId))
            End(sessions.Remove(header.SessionId), request.Connection);
        else if (request.Type == OpCode.CloseSession && error != ErrorCode.Ok)
            EndLater(request);
    }

    // A client that hears of it may ask again; nobody else would.
    private void EndLater(Request request)
    {
        if (request.Connection is null || sessions.IsClosing(request.SessionId))
            sessions.Prolong(request.SessionId);
    }

    private void AnswerUnlogged(Request request)
    {
        if (request.IsStale)
            request.Connection!.Statistics.Unanswered();
        else if (request.Operation.Read is { } read)
            Answer(request, read);
        else if (request.Type == OpCode.CreateSession)
        {
            sessions.Forget(request.SessionId);
            request.Connection?.Close();
        }
        else if (request.Type == OpCode.CloseSession && sessions.IsLocal(request.SessionId))
        {
            EndReply(BeginReply(request, database.LastZxid), ErrorCode.Ok);
            Reply(request, database.LastZxid);
            End(sessions.Remove(request.SessionId), request.Connection);
        }
        else
        {
            if (request.Type == OpCode.CloseSession)
                EndLater(request);
            EndReply(BeginReply(request, database.LastZxid), ErrorCode.SystemError);
            Reply(request, database.LastZxid);
        }
    }

    private void Answer(Request request, ReadOperation read)
    {
        if (request.Connection is not { IsGone: false } connection)
            return;
        try
        {
            var start = BeginReply(request, database.LastZxid);
            var error = sessions.IsClosing(request.SessionId)
                ? ErrorCode.SessionExpired
                : RequestExecution.Read(read, request.Body.Written, database, new(connection, request.SessionId, request.Identities), _reply);
            EndReply(start, error);
            Reply(request, database.LastZxid);
        }
        catch (OutOfMemoryException)
        {
            // What one client asks for ends that one's connection, here as on its own loop.
            _reply.Clear(keep: 0);
            connection.Close();
        }
    }

    private int BeginReply(Request request, long zxid)
    {
        _reply.Clear(keep: 1024 * 1024);
        var start = _reply.BeginFrame();
        var writer = new JuteWriter(_reply);
        new ReplyHeader(request.Xid, zxid, ErrorCode.Ok).Write(ref writer);
        return start;
    }

    private void EndReply(int start, ErrorCode error) => RequestExecution.EndReply(_reply, start, error);

    // The handshake waits for it, and writes the answer itself.
    private void Open(Request request)
    {
        if (request.Connection?.Statistics is { } statistics)
            statistics.Answered(statistics.Updates, request.ReceivedAt, count: 1, ConnectResponse);
        if (sessions.TryFind(request.SessionId, out var session))
            session.Open();
    }

    private void Reply(Request request, long zxid)
    {
        if (request.Connection is not { } connection)
            return;
        try
        {
            connection.Answer(request, _reply.Written, zxid);
            _dirty.Add(connection);
        }
        catch (OutOfMemoryException)
        {
            // It is done; that the answer is lost is what a client knows to deal with.
            connection.Close();
        }
    }

    // The client that asked hears the answer first; any other connection of the session is of no use now.
    private static void End(Session? session, IClientConnection? asking)
    {
        asking?.CloseWhenSent();
        session?.CloseConnections(except: asking);
    }

    // No answer: the client would take it for one about its session, which is well elsewhere (ZOOKEEPER-710).
    private static void CloseMoved(IClientConnection connection)
    {
        connection.Statistics.Unanswered();
        connection.CloseWhenSent();
    }
}
