using System.Management.Automation;
using FlinkZk.Client;
using FlinkZk.Cmdlets;

namespace FlinkZk;

/// <summary>Hands the events of a watch to the engine, until the subscription or the session ends.</summary>
internal sealed class NodeSubscription(ZkSession session, NodeWatch watch, PSEventManager events, string sourceIdentifier) : IDisposable
{
    private readonly StopSignal _end = new();

    public void Start(PSObject? messageData) => _ = Task.Run(() => ForwardAsync(messageData));

    /// <summary>Ends it: the watch goes from the server.</summary>
    public void Dispose() => _end.Set();

    private async Task ForwardAsync(PSObject? messageData)
    {
        await using (watch.ConfigureAwait(false))
        {
            try
            {
                await foreach (var happened in NodeWatcher.EventsAsync(session, watch, _end.Token).ConfigureAwait(false))
                    events.GenerateEvent(sourceIdentifier, session, [happened], messageData);
            }
            catch (OperationCanceledException)
            {
                // Unregister-Event.
            }
            finally
            {
                _end.Dispose();
            }
        }
    }
}
