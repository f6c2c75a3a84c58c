using Xunit;

namespace FlinkZk.Testing;

/// <summary>
/// A server that a suite of behaviours runs against. One serves a whole assembly, because a virtual machine starts slowly, and it is started when the first
/// test asks for it.
/// </summary>
public abstract class TestServer : IAsyncLifetime
{
    private readonly Lock _gate = new();
    private Task? _starting;   // gate

    /// <summary>Why the suite cannot run; null if it can.</summary>
    public virtual string? SkipReason => null;

    /// <summary>What <c>srvr</c> tells. What servers do differently follows from it.</summary>
    public Version Version { get; private set; } = new();

    /// <summary>The client port; behind it all sessions of the suites see one another's writes at once.</summary>
    public abstract int Port { get; }

    /// <summary>
    /// From 3.9 an event's header tells its transaction, removeWatches knows the lasting kinds by themselves, and create2 in a multi answers with a Stat.
    /// </summary>
    public bool Is39 => Version >= new Version(3, 9);

    /// <summary>From 3.8.4 and 3.9.2 exists asks for the read permission (CVE-2024-23944).</summary>
    public bool ExistsAsksForRead => Version >= new Version(3, 9, 2) || Version >= new Version(3, 8, 4) && Version < new Version(3, 9);

    /// <summary>From the same versions events go only to those who may read the node.</summary>
    public virtual bool FiltersEvents => ExistsAsksForRead;

    /// <summary>The tick; sessions last 2 to 20 of them.</summary>
    protected virtual TimeSpan TickTime => TimeSpan.FromMilliseconds(500);

    public string ConnectionString => $"127.0.0.1:{Port}";

    /// <summary>Starts the server, the first time.</summary>
    public Task StartAsync()
    {
        lock (_gate)
            return _starting ??= StartOnceAsync();
    }

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        if (_starting is { } starting)
        {
            await starting.ContinueWith(_ => { }, TaskScheduler.Default);
            await StopServerAsync();
        }
        GC.SuppressFinalize(this);
    }

    public FaultProxy NewProxy() => new(Port);

    protected abstract Task StartServerAsync();

    protected abstract Task StopServerAsync();

    private async Task StartOnceAsync()
    {
        await StartServerAsync();
        Version = await FourLetterWord.AskVersionAsync(Port) ?? throw new InvalidOperationException($"The server on port {Port} does not tell its version.");
    }
}
