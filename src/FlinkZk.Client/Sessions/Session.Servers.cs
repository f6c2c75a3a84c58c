namespace FlinkZk.Client;

internal sealed partial class Session
{
    // Java's: quick at first, for a server that only restarts; slow later (ClientCnxn.pingRwServer).
    private static readonly TimeSpan FirstSearch = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan LongestSearch = TimeSpan.FromSeconds(60);

    private volatile Connection? _connection;   // loop writes; others may break it

    /// <summary>The servers that are tried.</summary>
    public IReadOnlyList<ServerAddress> Servers => _servers.Servers;

    /// <summary>Takes up another list of servers.</summary>
    public void UpdateServers(IReadOnlyList<ServerAddress> servers)
    {
        _servers.Replace(servers);
        if (_connection is { } connection)
            BreakIfNotListed(connection);
    }

    // Asked by whoever changes the list, and by a connection that was made while it changed.
    private void BreakIfNotListed(Connection connection)
    {
        if (!_servers.Servers.Contains(connection.Server))
            connection.Break(new IOException($"{connection.Server} does not belong to the servers any more"));
    }

    /// <summary>While a server only reads, looks for one that writes, too; then gives the first one up.</summary>
    private async Task SeekReadWriteAsync(Connection connection)
    {
        var pause = FirstSearch;
        try
        {
            while (!connection.IsBroken)
            {
                await Task.Delay(pause, _options.TimeProvider, _stop.Token).ConfigureAwait(false);
                pause = pause * 2 < LongestSearch ? pause * 2 : LongestSearch;
                if (await FindReadWriteAsync(connection.Server).ConfigureAwait(false) is { } better)
                {
                    _servers.Prefer(better);
                    connection.Break(new IOException($"{better} reads and writes"));
                }
            }
        }
        catch (OperationCanceledException)
        {
            // The session was closed.
        }
    }

    private async Task<ServerAddress?> FindReadWriteAsync(ServerAddress current)
    {
        foreach (var server in _servers.Servers)
        {
            using var deadline = new CancellationTokenSource(VersionDeadline, _options.TimeProvider);
            using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, _stop.Token);
            try
            {
                if (server != current && await ServerProbe.IsReadWriteAsync(server, _options, either.Token).ConfigureAwait(false))
                    return server;
            }
            catch (OperationCanceledException) when (!_stop.IsCancellationRequested)
            {
                // No answer in time: not this one.
            }
        }
        return null;
    }
}
