using Xunit;

namespace FlinkZk.Testing;

/// <summary>A server that a suite of behaviours runs against.</summary>
public abstract class TestServer : IAsyncLifetime
{
    /// <summary>Why the suite cannot run; null if it can.</summary>
    public virtual string? SkipReason => null;

    public abstract int Port { get; }

    /// <summary>Whether events tell their zxid, and removeWatches knows every kind: 3.9.</summary>
    public bool Is39 { get; protected set; } = true;

    public string ConnectionString => $"127.0.0.1:{Port}";

    public abstract ValueTask InitializeAsync();

    public virtual ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }

    public FaultProxy NewProxy() => new(Port);
}
