using System.Collections.Concurrent;
using System.Management.Automation;

namespace FlinkZk;

/// <summary>What Register-ZkNodeEvent subscribed in one runspace, with where: the engine keeps subscriptions of a module that is gone.</summary>
internal sealed class RunspaceSubscriptions : RunspacePart
{
    private readonly ConcurrentDictionary<PSEventSubscriber, PSEventManager> _subscribers = [];

    public static RunspaceSubscriptions Current => ModuleState.Current.Part<RunspaceSubscriptions>();

    public void Add(PSEventSubscriber subscriber, PSEventManager manager)
    {
        _subscribers[subscriber] = manager;
        subscriber.Unsubscribed += (_, _) => _subscribers.TryRemove(subscriber, out _);
    }

    /// <summary>Ends the subscriptions. Pipeline thread.</summary>
    public void Unsubscribe()
    {
        foreach (var (subscriber, manager) in _subscribers)
            manager.UnsubscribeEvent(subscriber);
    }
}
