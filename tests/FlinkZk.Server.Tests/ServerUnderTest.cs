namespace FlinkZk.Server.Tests;

/// <summary>A server that a behaviour is asked of: ours, or Java's as the reference.</summary>
internal sealed class ServerUnderTest(int port, Func<ValueTask> stop) : IAsyncDisposable
{
    public int Port { get; } = port;

    public Task<RawClient> ConnectAsync(int timeout = 10_000) => RawClient.ConnectAsync(Port, timeout);

    public ValueTask DisposeAsync() => stop();
}
