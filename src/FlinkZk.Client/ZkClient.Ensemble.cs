using FlinkZk.Wire;

namespace FlinkZk.Client;

/// <summary>What concerns the servers rather than the nodes of a view.</summary>
public sealed partial class ZkClient
{
    private const string ConfigPath = "/zookeeper/config";

    /// <summary>The ensemble's configuration, the node <c>/zookeeper/config</c> whatever the view's root: <c>server.N=...</c> lines and <c>version=</c> in hexadecimal (3.5).</summary>
    public ValueTask<NodeData> GetConfigAsync(CancellationToken cancellationToken = default) =>
        _session.Pipe.SendAsync<GetData, NodeData>(new(ConfigPath, null), Client.Chroot.None, cancellationToken);

    /// <summary>Adds and removes members of the ensemble (3.5).</summary>
    /// <param name="joining"><c>server.N=...</c> lines to add, comma-separated; null: none.</param>
    /// <param name="leaving">Numbers of servers to remove, comma-separated; null: none.</param>
    /// <param name="fromVersion">The expected configuration version, -1 for any.</param>
    /// <param name="cancellationToken">Gives the request up; it may be carried out all the same.</param>
    /// <returns>The new configuration.</returns>
    /// <exception cref="ZkException">ReconfigDisabled, NewConfigNoQuorum, BadVersion, ...</exception>
    public ValueTask<NodeData> ReconfigAsync(string? joining, string? leaving, long fromVersion = -1, CancellationToken cancellationToken = default)
    {
        Require(OpCode.Reconfig);
        return _session.Pipe.SendAsync<Reconfig, NodeData>(new(joining, leaving, null, fromVersion), Client.Chroot.None, cancellationToken);
    }

    /// <summary>Replaces the members of the ensemble (3.5).</summary>
    /// <param name="members">All <c>server.N=...</c> lines, comma-separated.</param>
    /// <param name="fromVersion">The expected configuration version, -1 for any.</param>
    /// <param name="cancellationToken">Gives the request up; it may be carried out all the same.</param>
    /// <returns>The new configuration.</returns>
    public ValueTask<NodeData> ReconfigAsync(string members, long fromVersion = -1, CancellationToken cancellationToken = default)
    {
        Require(OpCode.Reconfig);
        return _session.Pipe.SendAsync<Reconfig, NodeData>(new(null, null, members, fromVersion), Client.Chroot.None, cancellationToken);
    }

    /// <summary>Whether the server holds a watch of this session for a node (3.5). Before 3.9 another session's watch of the node counts, too.</summary>
    public ValueTask<bool> HasServerWatchAsync(string path, WatcherType type, CancellationToken cancellationToken = default)
    {
        Require(OpCode.CheckWatches);
        return _session.Pipe.SendAsync<CheckWatches, bool>(new(ToAbsolute(path), type), _chroot, cancellationToken);
    }

    /// <summary>Asks a server by a four-letter word, as the session would connect to it: with its TLS.</summary>
    /// <returns>The answer as it came; empty where the server closed without one.</returns>
    public Task<string> AskAsync(ServerAddress server, string word, CancellationToken cancellationToken = default) =>
        ServerQuestion.AskAsync(server, word, _session.Options, cancellationToken);

    /// <summary>Other servers of the same ensemble from now on. A connection to one that is not among them is given up; the session goes on.</summary>
    public void UpdateServers(IReadOnlyList<ServerAddress> servers)
    {
        ArgumentNullException.ThrowIfNull(servers);
        ArgumentOutOfRangeException.ThrowIfZero(servers.Count);
        _session.UpdateServers(servers);
    }
}
