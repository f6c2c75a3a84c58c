using FlinkZk.Wire;

namespace FlinkZk.Client;

/// <summary>The servers of a session: tries one after the other until one takes it, and looks for a better one while it has to make do.</summary>
/// <param name="options">The servers, and how to connect to them.</param>
/// <param name="failed">Hears why a server was none: its address, what is wrong, the cause.</param>
/// <param name="stop">Ends every search.</param>
internal sealed class ServerSearch(ZkClientOptions options, Action<ServerAddress, string, Exception?> failed, CancellationToken stop)
{
    // Java's: quick at first, for a server that only restarts; slow later (ClientCnxn.pingRwServer).
    private static readonly TimeSpan FirstSearch = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan LongestSearch = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan AskDeadline = TimeSpan.FromSeconds(1);

    private readonly ServerList _list = new(options.ConnectionString.Servers, new Random());

    /// <summary>The servers that are tried.</summary>
    public IReadOnlyList<ServerAddress> Servers => _list.Servers;

    /// <summary>Takes up another list of servers.</summary>
    public void Replace(IReadOnlyList<ServerAddress> servers) => _list.Replace(servers);

    /// <summary>A connection was good for a while: the next search needs no pause.</summary>
    public void Succeeded() => _list.Succeeded();

    /// <summary>Gives a connection up whose server is not on the list. Asked by whoever changes the list, and for a connection that was made while it changed.</summary>
    public void BreakIfNotListed(Connection connection)
    {
        if (!Servers.Contains(connection.Server))
            connection.Break(new IOException($"{connection.Server} does not belong to the servers any more"));
    }

    /// <summary>Tries server after server until one takes the session.</summary>
    /// <param name="time">How long all servers together may take.</param>
    /// <param name="shakeHands">What makes a link of a connection.</param>
    /// <param name="end">Ends it.</param>
    /// <exception cref="SessionExpiredException">A server says that the session is over.</exception>
    /// <exception cref="AuthenticationRefusedException">A server refuses an identity.</exception>
    public async Task<Link> FindAsync(TimeSpan time, Func<Connection, CancellationToken, Task<Link>> shakeHands, CancellationToken end)
    {
        while (true)
        {
            var (server, pause) = _list.Next();
            if (pause > TimeSpan.Zero)
                await Task.Delay(pause, options.TimeProvider, end).ConfigureAwait(false);
            if (await TryAsync(server, time / Servers.Count, shakeHands, end).ConfigureAwait(false) is { } link)
                return link;
        }
    }

    /// <summary>While a server only reads, looks for one that writes, too; then gives the first one up.</summary>
    public async Task SeekReadWriteAsync(Connection connection)
    {
        var pause = FirstSearch;
        try
        {
            while (!connection.IsBroken)
            {
                await Task.Delay(pause, options.TimeProvider, stop).ConfigureAwait(false);
                pause = pause * 2 < LongestSearch ? pause * 2 : LongestSearch;
                if (await FindReadWriteAsync(connection.Server).ConfigureAwait(false) is { } better)
                {
                    _list.Prefer(better);
                    connection.Break(new IOException($"{better} reads and writes"));
                }
            }
        }
        catch (OperationCanceledException)
        {
            // The session was closed.
        }
    }

    private async Task<Link?> TryAsync(ServerAddress server, TimeSpan share, Func<Connection, CancellationToken, Task<Link>> shakeHands, CancellationToken end)
    {
        using var deadline = new Deadline(share, options.TimeProvider, end);
        try
        {
            foreach (var endPoint in await ServerList.ResolveAsync(server, options, deadline.Token).ConfigureAwait(false))
            {
                try
                {
                    var connection = await Connection.OpenAsync(server, endPoint, options, deadline.Token).ConfigureAwait(false);
                    return await shakeHands(connection, deadline.Token).ConfigureAwait(false);
                }
                catch (Exception exception) when (IsWorthAnotherTry(exception))
                {
                    failed(server, exception.Message, exception);
                }
            }
        }
        catch (OperationCanceledException) when (!end.IsCancellationRequested)
        {
            failed(server, $"no answer within {share.TotalSeconds:0.###} s", null);
        }
        catch (Exception exception) when (IsWorthAnotherTry(exception))
        {
            failed(server, exception.Message, exception);
        }
        return null;
    }

    private static bool IsWorthAnotherTry(Exception exception) =>
        exception is not (OperationCanceledException or SessionExpiredException or AuthenticationRefusedException);

    private async Task<ServerAddress?> FindReadWriteAsync(ServerAddress current)
    {
        foreach (var server in Servers)
        {
            using var deadline = new Deadline(AskDeadline, options.TimeProvider, stop);
            try
            {
                if (server != current && await ServerProbe.IsReadWriteAsync(server, options, deadline.Token).ConfigureAwait(false))
                    return server;
            }
            catch (OperationCanceledException) when (!stop.IsCancellationRequested)
            {
                // No answer in time: not this one.
            }
        }
        return null;
    }
}

/// <summary>A connection whose handshake is done.</summary>
/// <param name="Connection">The connection.</param>
/// <param name="Answer">What the server agreed to.</param>
/// <param name="Asked">When the handshake's request was sent.</param>
internal sealed record Link(Connection Connection, ConnectResponse Answer, long Asked);
