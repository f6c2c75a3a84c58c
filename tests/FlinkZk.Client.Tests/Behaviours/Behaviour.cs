using System.Text;
using FlinkZk.Testing;

namespace FlinkZk.Client.Tests;

/// <summary>A suite's ground: a server, a root that no other test uses, and a client with that root.</summary>
public abstract class Behaviour(TestServer server) : IAsyncLifetime
{
    private readonly List<ZkClient> _clients = [];

    protected static CancellationToken Cancel => TestContext.Current.CancellationToken;

    protected TestServer Server => server;

    protected string Root { get; } = $"/t-{Guid.NewGuid():N}";

    protected ZkClient Client { get; private set; } = null!;

    public virtual async ValueTask InitializeAsync()
    {
        if (server.SkipReason is { } reason)
            Assert.Skip(reason);
        await server.StartAsync();
        Client = await ConnectAsync();
    }

    public virtual async ValueTask DisposeAsync()
    {
        foreach (var client in _clients)
            await client.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    protected ZkClientOptions Options(string? servers = null) => new()
    {
        ConnectionString = ConnectionString.Parse((servers ?? server.ConnectionString) + Root),
        SessionTimeout = TimeSpan.FromSeconds(6),
        CreateRoot = true,
        LearnServerVersion = false,
    };

    protected Task<ZkClient> ConnectAsync(string? servers = null) => ConnectAsync(Options(servers));

    protected async Task<ZkClient> ConnectAsync(ZkClientOptions options)
    {
        var client = await ZkClient.ConnectAsync(options, Cancel);
        _clients.Add(client);
        return client;
    }

    protected static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);

    protected static string Text(byte[]? data) => Encoding.UTF8.GetString(data!);

    /// <summary>Awaits what must fail with ZooKeeper's number.</summary>
    protected static async Task<ZkException> FailsAsync(Wire.ErrorCode code, Func<Task> action)
    {
        var exception = await Assert.ThrowsAnyAsync<ZkException>(action);
        Assert.Equal(code, exception.Code);
        return exception;
    }

    protected static async Task<SessionStatus> UntilAsync(ZkClient client, Func<SessionState, bool> wanted)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        deadline.CancelAfter(TimeSpan.FromSeconds(20));
        for (var status = client.Status; ; status = await client.WaitForChangeAsync(status.Version, deadline.Token))
            if (wanted(status.State))
                return status;
    }
}
