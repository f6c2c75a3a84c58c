using System.Globalization;
using FlinkZk.Client;
using FlinkZk.Clusters.Ha;
using FlinkZk.Clusters.Model;
using FlinkZk.Testing;
using FlinkZk.Wire;

namespace FlinkZk.Clusters.Tests;

/// <summary>Tests that read trees on a server, each below a root of its own.</summary>
public abstract class ClusterTests(TestServer server) : IAsyncLifetime
{
    private readonly string _root = $"/t{Guid.NewGuid():n}";
    private readonly Dictionary<string, ZkClient> _sessions = [];

    protected static CancellationToken Stop => TestContext.Current.CancellationToken;

    /// <summary>The session that reads, and owns what is persistent.</summary>
    protected ZkClient Client { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        if (server.SkipReason is { } reason)
            Assert.Skip(reason);
        await server.StartAsync();
        Client = await ConnectAsync();
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var session in _sessions.Values)
            await session.DisposeAsync();
        if (Client is not null)
            await Client.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    protected async Task<ZkClient> ConnectAsync(FaultProxy? through = null) => await ZkClient.ConnectAsync(new()
    {
        ConnectionString = ConnectionString.Parse((through?.ConnectionString ?? server.ConnectionString) + _root),
        CreateRoot = true,
        SessionTimeout = TimeSpan.FromSeconds(10),
    }, Stop);

    protected FaultProxy NewProxy() => server.NewProxy();

    /// <summary>Makes the nodes of a captured tree, a session of ours for each of its own.</summary>
    protected async Task LoadAsync(string tree)
    {
        foreach (var (path, session, data) in Capture.Tree(tree))
        {
            if (session is null)
            {
                await EnsureParentAsync(path);
                await Client.CreateAsync(path, data, cancellationToken: Stop);
                continue;
            }
            if (!_sessions.TryGetValue(session, out var owner))
                _sessions.Add(session, owner = await ConnectAsync());
            await owner.CreateAsync(path, data, CreateMode.Ephemeral, cancellationToken: Stop);
        }
    }

    /// <summary>The session of ours that stands for one of the tree.</summary>
    protected long Session(string captured) => _sessions[captured].SessionId;

    protected Task<HaSnapshot> ReadAsync(string cluster) => HaReader.ReadAsync(Client, new HaPaths(cluster, "/"), Stop);

    protected async Task EnsureAsync(string path, byte[]? data = null)
    {
        await EnsureParentAsync(path);
        await Client.CreateAsync(path, data, cancellationToken: Stop);
    }

    protected static string Text(IFormattable number) => number.ToString(null, CultureInfo.InvariantCulture);

    private async Task EnsureParentAsync(string path)
    {
        if (ZnodePath.Parent(path) is { } parent && parent != ZnodePath.Root && await Client.ExistsAsync(parent, Stop) is null)
            await EnsureAsync(parent);
    }
}
