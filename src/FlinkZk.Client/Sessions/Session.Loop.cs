using FlinkZk.Wire;

namespace FlinkZk.Client;

internal sealed partial class Session
{
    // A connection that lasted this long was a good one: looking for the next needs no pause.
    private static readonly TimeSpan Calm = TimeSpan.FromSeconds(1);

    private async Task RunAsync()
    {
        var state = SessionState.Closed;
        try
        {
            while (true)
                await ServeAsync(await EstablishAsync().ConfigureAwait(false)).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested || IsClosing)
        {
        }
        catch (AuthenticationRefusedException exception)
        {
            (state, _lastCause) = (SessionState.AuthFailed, exception);
        }
        catch (Exception exception)
        {
            // Also what nobody thought of: a session without its loop is over, and must not look alive.
            (state, _lastCause) = (SessionState.Expired, exception);
        }
        End(state);
    }

    /// <summary>Tries server after server until one takes the session, or the session is over.</summary>
    private async Task<Link> EstablishAsync()
    {
        using var expiry = _wasAttached ? new CancellationTokenSource(_heartbeat.UntilExpiry, _options.TimeProvider) : new CancellationTokenSource();
        using var end = CancellationTokenSource.CreateLinkedTokenSource(_stop.Token, expiry.Token);
        try
        {
            while (true)
            {
                var (server, pause) = _servers.Next();
                if (pause > TimeSpan.Zero)
                    await Task.Delay(pause, _options.TimeProvider, end.Token).ConfigureAwait(false);
                if (await TryServerAsync(server, end.Token).ConfigureAwait(false) is { } link)
                    return link;
            }
        }
        catch (OperationCanceledException) when (expiry.IsCancellationRequested && !_stop.IsCancellationRequested)
        {
            throw new SessionExpiredException($"no server could be reached for 4/3 of the session timeout ({Timeout.TotalSeconds:0.###} s). Last cause: {_lastCause?.Message}");
        }
    }

    private async Task<Link?> TryServerAsync(ServerAddress server, CancellationToken end)
    {
        // All servers together get as much time as the session has.
        var share = (_wasAttached ? Timeout : _options.ConnectTimeout) / _servers.Servers.Count;
        using var timeout = new CancellationTokenSource(share, _options.TimeProvider);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(end, timeout.Token);
        try
        {
            foreach (var endPoint in await ServerList.ResolveAsync(server, _options, either.Token).ConfigureAwait(false))
            {
                try
                {
                    var connection = await Connection.OpenAsync(server, endPoint, _options, either.Token).ConfigureAwait(false);
                    return await ShakeHandsAsync(connection, either.Token).ConfigureAwait(false);
                }
                catch (Exception exception) when (IsWorthAnotherTry(exception))
                {
                    Failed(server, exception.Message, exception);
                }
            }
        }
        catch (OperationCanceledException) when (!end.IsCancellationRequested)
        {
            Failed(server, $"no answer within {share.TotalSeconds:0.###} s", null);
        }
        catch (Exception exception) when (IsWorthAnotherTry(exception))
        {
            Failed(server, exception.Message, exception);
        }
        return null;
    }

    private void Failed(ServerAddress server, string problem, Exception? cause)
    {
        _lastCause = new IOException($"{server}: {problem}", cause);
        _trace?.Note(Id, $"no session with {server}: {problem}");
    }

    private static bool IsWorthAnotherTry(Exception exception) =>
        exception is not (OperationCanceledException or SessionExpiredException or AuthenticationRefusedException);

    private async Task<Link> ShakeHandsAsync(Connection connection, CancellationToken cancellation)
    {
        try
        {
            var preamble = new Preamble(connection, _watches, cancellation);
            var asked = _options.TimeProvider.GetTimestamp();
            var answer = await preamble.ConnectAsync(new(
                ProtocolVersion: 0, _pipe.LastZxid, (int)_options.SessionTimeout.TotalMilliseconds,
                // A read-only server's session is its own invention: the first real server must make a new one.
                _seenReadWrite && _wasAttached ? Id : 0, _password, _options.ReadOnly)).ConfigureAwait(false);
            Take(answer, asked);
            _trace?.Note(Id, $"connected to {connection.Server}: {answer}");
            await preamble.IdentifyAsync(_options.Sasl, Volatile.Read(ref _identities)).ConfigureAwait(false);
            if (_wasAttached)
            {
                await preamble.ReplayWatchesAsync(_pipe.LastZxid).ConfigureAwait(false);
                await FindLostAsync(preamble).ConfigureAwait(false);
            }
            return new(connection, answer, asked);
        }
        catch (Exception exception)
        {
            connection.Break(exception);
            throw;
        }
    }

    private void Take(ConnectResponse answer, long asked)
    {
        Volatile.Write(ref _id, answer.SessionId);
        _pipe.SessionId = answer.SessionId;
        _password = answer.Password ?? _password;
        _seenReadWrite |= answer.ReadOnly != true;
        _heartbeat.Renewed(asked, TimeSpan.FromMilliseconds(answer.TimeOut));
    }

    /// <summary>Lets requests flow until the connection breaks, then tells everyone.</summary>
    private async Task ServeAsync(Link link)
    {
        var (connection, began) = (link.Connection, _options.TimeProvider.GetTimestamp());
        using var stopping = _stop.Token.UnsafeRegister(static c => ((Connection)c!).Break(new OperationCanceledException("the session was closed")), connection);
        Attach(link);
        await connection.ReceiveAsync(_pipe).ConfigureAwait(false);

        _connection = null;
        _trace?.Note(Id, $"connection to {connection.Server} lost: {connection.Reason.Message}");
        _heartbeat.Stop();
        _lastCause = connection.Reason;
        var over = IsClosing || connection.Reason is AuthenticationRefusedException;
        if (!over)
            _status.Publish(SessionState.Suspended);
        await _pipe.DetachAsync(connection.Reason).ConfigureAwait(false);
        if (IsClosing)
            throw new OperationCanceledException("The session was closed.");
        if (connection.Reason is AuthenticationRefusedException refused)
            throw refused;

        _watches.Broadcast(SessionState.Suspended);
        if (_options.TimeProvider.GetElapsedTime(began) >= Calm)
            _servers.Succeeded();
    }

    private void Attach(Link link)
    {
        var state = link.Answer.ReadOnly == true ? SessionState.ReadOnly : SessionState.Connected;
        _connection = link.Connection;
        ClientDiagnostics.OnConnected();
        // Before the receive loop starts: whoever rebuilds by this applies the events that follow to what it has read.
        if (_wasAttached)
            _watches.Broadcast(state);
        if (_wasAttached && _options.LearnServerVersion)
            _ = LearnVersionAsync(link.Connection.Server);
        _wasAttached = true;
        _pipe.Attach(link.Connection);
        _heartbeat.Start(link.Connection, () => _pipe.Ping());
        _status.Publish(state);
        if (state == SessionState.ReadOnly)
            _ = SeekReadWriteAsync(link.Connection);
        BreakIfNotListed(link.Connection);
    }

    /// <summary>First the state, then whoever waits: nobody may see a failed request and a session that looks well.</summary>
    private void End(SessionState state)
    {
        _heartbeat.GiveUp();
        _heartbeat.Stop();
        _heartbeat.Dispose();
        // The token is cancelled from here on. Its callbacks are user code: they run on the pool, nobody here waits for them, and what they throw is theirs.
        _ = _lost.CancelAsync();
        _status.Publish(state);
        _trace?.Note(Id, $"{state}: {_lastCause?.Message}");
        if (state != SessionState.Closed)
            ClientDiagnostics.OnLost();
        _pipe.End(Over(state));
        _watches.End(state);
        _trace?.Dispose();
    }

    private Failure Over(SessionState state) => state switch
    {
        SessionState.AuthFailed => new(ErrorCode.AuthFailed, $"the session is over: {_lastCause?.Message}", Cause: _lastCause),
        SessionState.Closed => new(ErrorCode.SessionExpired, "the session was closed."),
        _ => new(ErrorCode.SessionExpired, $"the session is over: {_lastCause?.Message}", Cause: _lastCause),
    };
}
