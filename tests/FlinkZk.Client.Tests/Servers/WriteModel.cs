using FlinkZk.Wire;

namespace FlinkZk.Client.Tests;

/// <summary>What was written by its own account: acknowledged, refused, or of unknown outcome. The server must agree.</summary>
public sealed class WriteModel
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, Node> _nodes = [];   // gate
    private int _acknowledged;

    public int Acknowledged => Volatile.Read(ref _acknowledged);

    /// <summary>Creates a node, once: what may have happened is not tried again.</summary>
    public async Task CreateAsync(ZkClient client, string path, CancellationToken cancel)
    {
        var node = new Node();
        lock (_gate)
            _nodes.Add(path, node);
        while (true)
        {
            try
            {
                await client.CreateAsync(path, cancellationToken: cancel);
                node.Exists = true;
                Interlocked.Increment(ref _acknowledged);
                return;
            }
            catch (ZkException exception) when (exception.Code == ErrorCode.ConnectionLoss && exception.MayHaveHappened)
            {
                node.Exists = null;
                return;
            }
            catch (ZkException exception) when (exception.Code == ErrorCode.ConnectionLoss)
            {
                // It surely has not happened.
            }
        }
    }

    /// <summary>Sets a node that only the caller sets, by the version it must have; an unknown outcome is found out by reading.</summary>
    public async Task SetAsync(ZkClient client, string path, CancellationToken cancel)
    {
        Node node;
        lock (_gate)
            node = _nodes[path];
        try
        {
            if (node.Exists is null)
                node.Exists = await client.ExistsAsync(path, cancel) is not null;
            if (node.Exists == false)
                return;
            if (node.InDoubt)
                Settle(node, (await client.ExistsAsync(path, cancel))!.Value.Version);
            var stat = await client.SetDataAsync(path, null, node.Version, cancel);
            Assert.Equal(node.Version + 1, stat.Version);
            node.Version = stat.Version;
            Interlocked.Increment(ref _acknowledged);
        }
        catch (ZkException exception) when (exception.Code == ErrorCode.ConnectionLoss)
        {
            node.InDoubt |= exception.MayHaveHappened;
        }
    }

    /// <summary>Compares with what the server has.</summary>
    public async Task CheckAsync(ZkClient client, CancellationToken cancel)
    {
        await client.SyncAsync("/", cancel);
        KeyValuePair<string, Node>[] nodes;
        lock (_gate)
            nodes = [.. _nodes];
        foreach (var (path, node) in nodes)
        {
            var stat = await client.ExistsAsync(path, cancel);
            if (node.Exists is { } exists)
                Assert.True(exists == stat.HasValue, $"{path}: acknowledged {exists}, there {stat.HasValue}");
            if (stat is { } found && node.Exists == true)
                Settle(node, found.Version);
        }
        var known = nodes.Select(node => node.Key[1..]).ToHashSet();
        Assert.DoesNotContain((await client.GetChildrenAsync("/", cancel)).Names, name => !known.Contains(name));
    }

    /// <summary>A write in doubt happened once or not at all.</summary>
    private static void Settle(Node node, int version)
    {
        Assert.InRange(version, node.Version, node.InDoubt ? node.Version + 1 : node.Version);
        (node.Version, node.InDoubt) = (version, false);
    }

    private sealed class Node
    {
        /// <summary>Null: its create may have happened.</summary>
        public bool? Exists { get; set; } = false;

        public int Version { get; set; }

        /// <summary>Whether one more set may have happened.</summary>
        public bool InDoubt { get; set; }
    }
}
