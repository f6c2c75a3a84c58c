using FlinkZk.Client;
using FlinkZk.Testing;

namespace FlinkZk.Coordination.Tests;

/// <summary>Tests against a server, each below a root of its own.</summary>
public abstract class ServerTests(TestServer server) : IAsyncLifetime
{
    private readonly string _root = $"/t{Guid.NewGuid():n}";

    protected TestServer Server { get; } = server;

    protected static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        if (Server.SkipReason is { } reason)
            Assert.Skip(reason);
        await Server.StartAsync();
    }

    public ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }

    /// <summary>A session of its own, straight to the server or through a proxy.</summary>
    protected async Task<ZkClient> ConnectAsync(FaultProxy? through = null, TimeSpan? sessionTimeout = null, TimeProvider? time = null) => await ZkClient.ConnectAsync(new()
    {
        ConnectionString = ConnectionString.Parse((through?.ConnectionString ?? Server.ConnectionString) + _root),
        CreateRoot = true,
        SessionTimeout = sessionTimeout ?? TimeSpan.FromSeconds(10),
        TimeProvider = time ?? TimeProvider.System,
    }, Stop);

    /// <summary>Whether a session watches a node, as the server itself tells (wchp): before 3.9 checkWatches answers for other sessions' watches, too.</summary>
    protected async Task<bool> WatchesAsync(ZkClient client, string path)
    {
        var lines = (await FourLetterWord.AskAsync(Server.Port, "wchp", Stop) ?? "").Split('\n').ToList();
        var at = lines.IndexOf(_root + path);
        return at >= 0 && lines.Skip(at + 1).TakeWhile(line => line.StartsWith('\t')).Contains($"\t0x{client.SessionId:x}");
    }

    protected static Task UntilAsync(Func<Task<bool>> condition, string what = "the awaited state") => Eventually.Async(_ => condition(), what, Stop);

    protected static Task CancelledAsync(CancellationToken token) => Eventually.Async(() => token.IsCancellationRequested, "the token is cancelled", Stop);
}
