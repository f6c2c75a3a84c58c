using System.Text;
using FlinkZk.Server.Diagnostics;
using FlinkZk.Server.Operations;
using FlinkZk.Server.Pipeline;
using FlinkZk.Server.Sessions;
using FlinkZk.Wire;

namespace FlinkZk.Server.Net;

/// <summary>What comes first on a connection: a four-letter word, or a ConnectRequest that opens or renews a session.</summary>
internal static class Handshake
{
    /// <summary>Greets a client.</summary>
    /// <returns>Whether the connection has a session now; else it is to be closed, or will be once its answer is sent.</returns>
    public static async ValueTask<bool> RunAsync(ServerContext server, ServerConnection connection, CancellationToken cancellationToken)
    {
        using var deadline = new Deadline(server.Options.HandshakeTimeout, server.Options.TimeProvider, cancellationToken);

        await connection.SecureAsync(deadline.Token).ConfigureAwait(false);
        while (connection.Frames.Pending < Limits.LengthPrefix)
            if (!await connection.ReceiveAsync(deadline.Token).ConfigureAwait(false))
                return false;
        connection.Counters.CountReceived(1);
        if (server.Words.TryAnswer(connection.Frames.PendingBytes[..Limits.LengthPrefix], out var answer, out var refused))
        {
            if (refused is not null)
                server.Faults.Information(ZkServerLogEvents.WordRefused, $"{connection.Remote} asks for {refused}, which is not among the four-letter words that are answered.");
            server.Statistics.CountWord();
            connection.Append(Encoding.UTF8.GetBytes(answer));
            connection.CloseWhenSent();
            return false;
        }

        ConnectRequest request;
        while (!TryRead(connection.Frames, out request))
            if (!await connection.ReceiveAsync(deadline.Token).ConfigureAwait(false))
                return false;
        server.Statistics.Count(CountedEvent.SessionRequested);
        if (WhyRefused(server, request) is { } why)
        {
            server.Faults.Information(ZkServerLogEvents.HandshakeFailed, $"{connection.Remote} has to find another server: {why}.");
            return false;
        }
        // A client that has seen more than this server knows has to find another: no answer, or it would take the session for expired.
        if (request.LastZxidSeen > server.Database.LastZxid)
        {
            server.Faults.Warning(
                ZkServerLogEvents.HandshakeFailed, $"{connection.Remote} has seen zxid 0x{request.LastZxidSeen:x}, and this server only 0x{server.Database.LastZxid:x}: it has to find another.");
            return false;
        }
        var session = request.SessionId == 0
            ? await OpenAsync(server, connection, request, deadline.Token).ConfigureAwait(false)
            : server.Sessions.Reopen(request.SessionId, request.Password, request.TimeOut, server);
        if (session is not null)
            connection.Attach(session);
        if (session is not null)
            connection.Counters.Answered(1, server.Database.LastZxid, xid: 0, OpCode.CreateSession, server.Statistics.Now, latency: 0);
        Tell(server, connection, request, session);
        Answer(connection, request, session);
        return session is not null;
    }

    // No answer, either: it would end the session.
    private static string? WhyRefused(ServerContext server, ConnectRequest request) =>
        !server.IsServing ? "this one has lost the majority"
        : request.SessionId == 0 && server.Sessions.Count >= server.Memory.MostSessions ? $"this one has {server.Sessions.Count} sessions, and memory for no more (--max-memory, -MaxMemory)"
        : !server.IsReadOnly ? null
        : request.ReadOnly != true ? "this one is read-only, and the client did not ask for that"
        : server.Database.Sessions.ContainsKey(request.SessionId) ? $"session 0x{request.SessionId:x} is the ensemble's, and this one is read-only"
        : null;

    private static bool TryRead(FrameBuffer frames, out ConnectRequest request)
    {
        request = default;
        if (!frames.TryTakeFrame(out var frame))
            return false;
        var reader = new JuteReader(frame);
        request = ConnectRequest.Read(ref reader);
        return true;
    }

    private static async ValueTask<Session> OpenAsync(ServerContext server, ServerConnection connection, ConnectRequest request, CancellationToken cancellationToken)
    {
        var session = server.Sessions.Create(request.TimeOut, server.HasLocalSessions);
        server.Sessions.Track(session);
        if (session.IsLocal)
            return session;
        var opening = Request.Rent(connection, session.Id, xid: 0, server.Operations[OpCode.CreateSession], connection.Identities, server.Statistics.Now);
        CreateSession.Write(opening.Body, session.Record);
        server.Statistics.CountReceived(1);
        await server.Prepare.SubmitAsync(opening).ConfigureAwait(false);
        await session.Opened.WaitAsync(cancellationToken).ConfigureAwait(false);
        return session;
    }

    private static void Tell(ServerContext server, ServerConnection connection, ConnectRequest request, Session? session)
    {
        var log = server.Options.Events;
        if (session is null)
            server.Faults.Information(ZkServerLogEvents.SessionRefused, $"{connection.Remote} asks for session 0x{request.SessionId:x}, which is over or has another password.");
        else if (request.SessionId == 0)
            log.Debug(ZkServerLogEvents.SessionOpened, $"Session 0x{session.Id:x} of {session.Timeout} ms is opened for {connection.Remote}.");
        else
            log.Debug(ZkServerLogEvents.SessionRenewed, $"Session 0x{session.Id:x} goes on, with {session.Timeout} ms, from {connection.Remote}.");
    }

    private static void Answer(ServerConnection connection, ConnectRequest request, Session? session)
    {
        var reply = new WireBuffer();
        var start = reply.BeginFrame();
        var writer = new JuteWriter(reply);
        // The last byte goes only to who sent one: clients up to 3.3 know of no read-only servers.
        bool? readOnly = request.ReadOnly is null ? null : connection.Server.IsReadOnly;
        new ConnectResponse(0, session?.Timeout ?? 0, session?.Id ?? 0, session?.Record.Password ?? new byte[Limits.Password], readOnly).Write(ref writer);
        reply.EndFrame(start);
        connection.Append(reply.Written);
        if (session is null)
            connection.CloseWhenSent();
        else
            connection.Flush();
    }
}
