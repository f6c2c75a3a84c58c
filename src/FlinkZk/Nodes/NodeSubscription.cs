using FlinkZk.Client;

namespace FlinkZk;

/// <summary>
/// The events of a watch as an event of .NET, to which the engine subscribes. It goes on until that subscription or the session ends. (For events of its own the
/// engine does not tell that nobody listens any more.)
/// </summary>
internal sealed class NodeSubscription(ZkSession session, NodeWatch watch) : IDisposable
{
    private readonly StopSignal _end = new();
    private Action<ZkNodeEvent>? _happened;

    /// <summary>Something happened. Whoever listens to it and stops ends the watch.</summary>
    public event Action<ZkNodeEvent> Happened
    {
        add => _happened += value;
        remove
        {
            _happened -= value;
            _end.Set();
        }
    }

    /// <summary>Watches from here on.</summary>
    public void Start() => _ = Task.Run(ForwardAsync);

    /// <summary>After the last event.</summary>
    public void Dispose() => _end.Dispose();

    private async Task ForwardAsync()
    {
        using (this)
        {
            await using (watch.ConfigureAwait(false))
            {
                try
                {
                    await foreach (var happened in NodeWatcher.EventsAsync(session, watch, _end.Token).ConfigureAwait(false))
                        _happened?.Invoke(happened);
                }
                catch (OperationCanceledException)
                {
                    // Unregister-Event.
                }
            }
        }
    }
}
