using FlinkZk.Testing;

namespace FlinkZk.Server.Tests;

/// <summary>A server that a behaviour is asked of: ours, or Java's as the reference.</summary>
/// <param name="port">Where it listens.</param>
/// <param name="java">Java's server, which several tests share; null for ours.</param>
/// <param name="stop">Ends it.</param>
internal sealed class ServerUnderTest(int port, TestServer? java, Func<ValueTask> stop) : IAsyncDisposable
{
    public int Port { get; } = port;

    /// <summary>What servers before 3.9 lack: ours lacks none of it.</summary>
    public bool Is39 => java?.Is39 ?? true;

    /// <inheritdoc cref="TestServer.ExistsAsksForRead"/>
    public bool ExistsAsksForRead => java?.ExistsAsksForRead ?? true;

    /// <inheritdoc cref="TestServer.FiltersEvents"/>
    public bool FiltersEvents => java?.FiltersEvents ?? true;

    /// <summary>Whether the server is one of several.</summary>
    public bool IsMember => java is EnsembleTestServer;

    public static async Task<ServerUnderTest> OfAsync(TestServer java)
    {
        if (java.SkipReason is { } reason)
            Assert.Skip(reason);
        await java.StartAsync();
        return new(java.Port, java, () => ValueTask.CompletedTask);
    }

    public Task<RawClient> ConnectAsync(int timeout = 10_000) => RawClient.ConnectAsync(Port, timeout);

    public ValueTask DisposeAsync() => stop();
}
