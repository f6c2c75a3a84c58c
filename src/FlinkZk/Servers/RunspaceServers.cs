namespace FlinkZk;

/// <summary>The servers that were started in one runspace. They end with it, after its sessions.</summary>
internal sealed class RunspaceServers
{
    // What was accepted is written; a disk that hangs must not hold up the end of the process.
    private static readonly TimeSpan StopDeadline = TimeSpan.FromSeconds(5);
    private static int _lastId;
    private readonly List<ZkEmbeddedServer> _servers = [];

    public static int NextId() => Interlocked.Increment(ref _lastId);

    /// <summary>A copy: whoever enumerates it may stop them meanwhile.</summary>
    public IReadOnlyList<ZkEmbeddedServer> All()
    {
        lock (_servers)
            return [.. _servers];
    }

    public void Add(ZkEmbeddedServer server)
    {
        lock (_servers)
            _servers.Add(server);
    }

    public void Remove(ZkEmbeddedServer server)
    {
        lock (_servers)
            _servers.Remove(server);
    }

    public void StopAll()
    {
        var all = All();
        foreach (var server in all)
            Remove(server);
        Task.WhenAll(all.Select(server => Task.Run(() => server.StopAsync().AsTask()))).Wait(StopDeadline);
    }
}
