using System.Collections.Concurrent;
using FlinkZk.Server.Diagnostics;
using FlinkZk.Testing;

namespace FlinkZk.Server.Tests;

/// <summary>Hears what a server tells of itself.</summary>
internal sealed class LogListener
{
    private readonly ConcurrentQueue<ZkServerLogEntry> _entries = new();

    public IEnumerable<ZkServerLogEntry> Entries => _entries;

    public void Hear(ZkServerLogEntry entry) => _entries.Enqueue(entry);

    /// <summary>The first entry of a kind; waits for it.</summary>
    public async Task<ZkServerLogEntry> WaitForAsync(string name)
    {
        await Eventually.Async(
            _ => Task.FromResult(_entries.Any(entry => entry.Event == name)), TimeSpan.FromSeconds(30), $"the log tells of {name}", TestContext.Current.CancellationToken);
        return _entries.First(entry => entry.Event == name);
    }
}
