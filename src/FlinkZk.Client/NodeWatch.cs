namespace FlinkZk.Client;

#pragma warning disable CA1822, CA1801, IDE0060, CA1065
/// <summary>A watch that stays.</summary>
public sealed class NodeWatch : IAsyncDisposable
{
    internal NodeWatch() { }

    /// <summary>The events.</summary>
    public IAsyncEnumerable<WatchEvent> ReadAllAsync(CancellationToken cancellationToken = default) => throw new NotImplementedException();

    /// <summary>Removes the watch.</summary>
    public ValueTask DisposeAsync() => throw new NotImplementedException();
}
