using System.Security.Cryptography;
using FlinkZk.Wire;

namespace FlinkZk.Client;

/// <summary>
/// What goes over a new connection before requests may: one question, one answer. Nothing is sent ahead of the handshake's answer, because a server that
/// finds the session expired answers and closes, and a reset would eat that answer. Events that come in between are delivered at once.
/// </summary>
internal sealed class Preamble(Connection connection, WatchTable watches, CancellationToken cancellation)
{
    // SASL has no number of its own; no other request is on its way yet.
    private const int FirstXid = 0;
    private const int SecondXid = 1;

    private readonly WireBuffer _buffer = new();

    /// <summary>Opens or renews a session.</summary>
    /// <exception cref="SessionExpiredException">The server does not know the session any more.</exception>
    public async Task<ConnectResponse> ConnectAsync(ConnectRequest request)
    {
        await SendAsync(in request, header: null).ConfigureAwait(false);
        var answer = await ReceiveConnectResponseAsync().ConfigureAwait(false);
        if (answer.TimeOut <= 0)
            throw new SessionExpiredException($"{connection.Server} says that session 0x{request.SessionId:x} has expired.");
        return answer;
    }

    /// <summary>Presents all identities, SASL's first: a server may demand it before anything else.</summary>
    /// <exception cref="AuthenticationRefusedException">The server does not accept one.</exception>
    public async Task IdentifyAsync(SaslCredential? credential, IReadOnlyList<AuthInfo> identities)
    {
        if (credential is not null)
            await AuthenticateAsync(credential).ConfigureAwait(false);
        foreach (var identity in identities)
            await AuthenticateAsync(identity).ConfigureAwait(false);
    }

    private async Task AuthenticateAsync(AuthInfo auth)
    {
        var (error, _) = await AskAsync(Xid.Auth, OpCode.Auth, new AuthRequest(0, auth.Scheme, auth.Data)).ConfigureAwait(false);
        if (error != ErrorCode.Ok)
            throw new AuthenticationRefusedException($"{connection.Server} refused the identity of scheme '{auth.Scheme}' (error {(int)error}).");
    }

    // SASL DIGEST-MD5: an empty token, the server's challenge, our answer, the server's own proof.
    private async Task AuthenticateAsync(SaslCredential credential)
    {
        // Whatever the server is called, this is its name here (SaslServerPrincipal).
        var digest = new DigestMd5(credential, "zookeeper/zk-sasl-md5", Convert.ToBase64String(RandomNumberGenerator.GetBytes(24)));
        try
        {
            var challenge = await AskSaslAsync([]).ConfigureAwait(false);
            var proof = await AskSaslAsync(digest.Answer(challenge)).ConfigureAwait(false);
            if (!digest.Verify(proof))
                throw new AuthenticationRefusedException($"{connection.Server} could not prove that it knows the password of '{credential.User}'.");
        }
        catch (FormatException exception)
        {
            throw new AuthenticationRefusedException($"{connection.Server} does not offer SASL DIGEST-MD5 as expected: {exception.Message}");
        }
    }

    /// <summary>Arms the watches again, a batch at a time.</summary>
    public async Task ReplayWatchesAsync(long zxid)
    {
        foreach (var batch in WatchReplay.Batches(watches.Armed(), zxid))
        {
            // Servers before 3.6 do not know setWatches2, but there nobody has a persistent watch.
            var (error, _) = batch.Persistent.Count + batch.PersistentRecursive.Count > 0
                ? await AskAsync(Xid.SetWatches, OpCode.SetWatches2, batch).ConfigureAwait(false)
                : await AskAsync(Xid.SetWatches, OpCode.SetWatches, new SetWatchesRequest(batch.RelativeZxid, batch.Data, batch.Exist, batch.Child)).ConfigureAwait(false);
            if (error != ErrorCode.Ok)
                throw new WireFormatException($"{connection.Server} refused to arm the watches again (error {(int)error}).");
        }
    }

    /// <summary>Lets the server catch up.</summary>
    public Task SyncAsync(string path) => AskAsync(SecondXid, OpCode.Sync, new PathRequest(path));

    /// <summary>A node's Stat; null where there is none, or it may not be seen.</summary>
    public async Task<Stat?> ExistsAsync(string path)
    {
        var (error, body) = await AskAsync(SecondXid, OpCode.Exists, new PathWatchRequest(path, false)).ConfigureAwait(false);
        return error == ErrorCode.Ok ? Read<Stat>(body) : null;
    }

    /// <summary>The names of a node's children; none where it may not be seen.</summary>
    public async Task<IReadOnlyCollection<string>> GetChildrenAsync(string path)
    {
        var (error, body) = await AskAsync(SecondXid, OpCode.GetChildren2, new PathWatchRequest(path, false)).ConfigureAwait(false);
        return error == ErrorCode.Ok ? Read<GetChildren2Response>(body).Children : [];
    }

    private static T Read<T>(byte[] body) where T : struct, IRecord<T>
    {
        var reader = new JuteReader(body);
        return T.Read(ref reader);
    }

    /// <summary>One request and the body of its reply.</summary>
    public async Task<(ErrorCode Error, byte[] Body)> AskAsync<T>(int xid, OpCode type, T request) where T : struct, IRecord<T>
    {
        await SendAsync(in request, new RequestHeader(xid, type)).ConfigureAwait(false);
        while (true)
        {
            var frame = await connection.ReceiveFrameAsync(cancellation).ConfigureAwait(false);
            if (TakeReply(frame, xid) is { } reply)
                return reply;
        }
    }

    private async Task<byte[]> AskSaslAsync(byte[] token)
    {
        var (error, body) = await AskAsync(FirstXid, OpCode.Sasl, new SaslRequest(token)).ConfigureAwait(false);
        return error == ErrorCode.Ok
            ? ReadToken(body)
            : throw new AuthenticationRefusedException($"{connection.Server} refused the SASL identity (error {(int)error}).");
    }

    private static byte[] ReadToken(byte[] body)
    {
        var reader = new JuteReader(body);
        return SaslRequest.Read(ref reader).Token ?? [];
    }

    private ValueTask SendAsync<T>(in T record, RequestHeader? header) where T : struct, IRecord<T>
    {
        var writer = new JuteWriter(_buffer);
        var frame = _buffer.BeginFrame();
        header?.Write(ref writer);
        record.Write(ref writer);
        _buffer.EndFrame(frame);
        return FlushAsync();
    }

    private async ValueTask FlushAsync()
    {
        await connection.SendAsync(_buffer.WrittenMemory, cancellation).ConfigureAwait(false);
        _buffer.Wipe();
    }

    private async Task<ConnectResponse> ReceiveConnectResponseAsync()
    {
        try
        {
            return ReadConnectResponse(await connection.ReceiveFrameAsync(cancellation).ConfigureAwait(false));
        }
        catch (EndOfStreamException exception)
        {
            throw new EndOfStreamException(
                "the server closed the connection without an answer (it is behind what this session has seen, wants TLS or another certificate, limits connections or sessions, has lost the majority of its ensemble, or cannot write: its disk is full)", exception);
        }
        catch (WireFormatException exception)
        {
            throw new WireFormatException($"what answered there does not speak ZooKeeper's protocol: {exception.Message}", exception);
        }
    }

    private static ConnectResponse ReadConnectResponse(byte[] frame)
    {
        var reader = new JuteReader(frame);
        return ConnectResponse.Read(ref reader);
    }

    private (ErrorCode, byte[])? TakeReply(byte[] frame, int xid)
    {
        var reader = new JuteReader(frame);
        var header = ReplyHeader.Read(ref reader);
        if (header.Xid == xid)
            return (header.Error, frame[Limits.ReplyHeader..]);
        if (header.Xid != Xid.Notification)
            throw new WireFormatException($"A reply with xid {header.Xid} came where {xid} was due.");
        watches.Dispatch(WatcherEvent.Read(ref reader), header.Zxid);
        return null;
    }
}
