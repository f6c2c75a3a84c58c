using FlinkZk.Clusters.Http;

namespace FlinkZk.Clusters.Sql;

/// <summary>A session of a SQL gateway. It is kept open by heartbeats, for a gateway closes one that nobody uses (sql-gateway.session.idle-timeout, ten minutes).</summary>
public sealed class SqlSession : IAsyncDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(20);
    private static readonly Dictionary<string, string> Batch = new() { ["execution.runtime-mode"] = "batch" };

    private readonly SqlGateway _gateway;
    private readonly string _path;
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _heartbeats;
    private volatile bool _isLost;
    private int _closed;

    internal SqlSession(SqlGateway gateway, string handle)
    {
        (_gateway, _path) = (gateway, $"sessions/{handle}");
        _heartbeats = BeatAsync(_stop.Token);
    }

    /// <summary>Whether the gateway has closed it, or was started anew: what it held is gone.</summary>
    public bool IsLost => _isLost;

    internal SqlGateway Gateway => _gateway;

    internal string Path => _path;

    /// <summary>Sends one statement.</summary>
    /// <param name="statement">The statement, without a semicolon.</param>
    /// <param name="isBounded">Whether it runs in batch mode: a query ends, and has no changes but inserts.</param>
    /// <param name="keepsWritten">Whether its rows are for a <see cref="SqlTable"/>.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="FlinkException">It could not be sent. What is wrong with the statement itself is told by its first page.</exception>
    public async Task<SqlResult> ExecuteAsync(string statement, bool isBounded = false, bool keepsWritten = false, CancellationToken cancellationToken = default)
    {
        // Given up before its answer, a query would run on and nobody know its handle: then it is closed as soon as that is known.
        var sending = SendAsync(new(statement, isBounded ? Batch : null), keepsWritten);
        try
        {
            return await sending.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            _ = CloseWhenKnownAsync(sending);
            throw;
        }
    }

    /// <summary>What may stand at a place in a statement: keywords, names of tables and columns. None from a gateway of v1, and where Flink has no idea.</summary>
    /// <param name="statement">The statement so far.</param>
    /// <param name="position">The place, from 0.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<IReadOnlyList<string>> CompleteAsync(string statement, int position, CancellationToken cancellationToken = default)
    {
        if (_gateway.ApiVersion < 2)
            return [];
        try
        {
            var found = await _gateway.GetAsync($"{_path}/complete-statement", new CompleteBody(statement, position), SqlJson.Default.CompleteBody, SqlJson.Default.CandidatesBody, cancellationToken).ConfigureAwait(false);
            return [.. (found.Candidates ?? []).OfType<string>()];
        }
        // Its adviser throws at whatever is no query: DESCRIBE, USE.
        catch (FlinkException e) when (e.Problem == FlinkProblem.SqlFailed)
        {
            return [];
        }
    }

    /// <summary>Closes it, which ends its queries and their jobs; jobs of INSERT go on.</summary>
    public async Task CloseAsync(CancellationToken cancellationToken = default)
    {
        if (Interlocked.Exchange(ref _closed, 1) != 0)
            return;
        await _stop.CancelAsync().ConfigureAwait(false);
        await _heartbeats.ConfigureAwait(false);
        try
        {
            if (!_isLost)
                await _gateway.DeleteAsync(_path, cancellationToken).ConfigureAwait(false);
        }
        catch (FlinkException e) when (e.Problem == FlinkProblem.SqlSessionNotFound)
        {
            // It is closed.
        }
        finally
        {
            _stop.Dispose();
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync() => await CloseAsync().ConfigureAwait(false);

    private async Task<SqlResult> SendAsync(StatementBody body, bool keepsWritten)
    {
        try
        {
            var sent = await _gateway.PostAsync($"{_path}/statements", body, SqlJson.Default.StatementBody, SqlJson.Default.OperationHandleBody, CancellationToken.None).ConfigureAwait(false);
            return new(this, SqlGateway.Handle(sent.Handle), keepsWritten);
        }
        catch (FlinkException e) when (e.Problem == FlinkProblem.SqlSessionNotFound)
        {
            _isLost = true;
            throw;
        }
    }

    private static async Task CloseWhenKnownAsync(Task<SqlResult> sending)
    {
        try
        {
            await (await sending.ConfigureAwait(false)).CloseAsync().ConfigureAwait(false);
        }
        catch (Exception e) when (e is FlinkException or ObjectDisposedException)
        {
            // There is none.
        }
    }

    private async Task BeatAsync(CancellationToken stop)
    {
        using var timer = new PeriodicTimer(Interval, _gateway.Time);
        try
        {
            while (!_isLost && await timer.WaitForNextTickAsync(stop).ConfigureAwait(false))
                await BeatOnceAsync(stop).ConfigureAwait(false);
        }
        catch (Exception e) when (e is OperationCanceledException or ObjectDisposedException)
        {
            // It is closed.
        }
    }

    private async Task BeatOnceAsync(CancellationToken stop)
    {
        try
        {
            await _gateway.PulseAsync($"{_path}/heartbeat", stop).ConfigureAwait(false);
        }
        catch (FlinkException e)
        {
            // A gateway that cannot be reached may yet come back within the session's time.
            _isLost = e.Problem == FlinkProblem.SqlSessionNotFound;
        }
    }
}
