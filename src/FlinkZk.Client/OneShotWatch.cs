namespace FlinkZk.Client;

#pragma warning disable CA1822, CA1801, IDE0060, CA1065
/// <summary>A watch that fires once.</summary>
public sealed class OneShotWatch : IAsyncDisposable
{
    internal OneShotWatch() { }

    /// <summary>The event.</summary>
    public ValueTask<WatchEvent> Fired(CancellationToken cancellationToken = default) => throw new NotImplementedException();

    /// <summary>Removes the watch.</summary>
    public ValueTask DisposeAsync() => throw new NotImplementedException();
}
