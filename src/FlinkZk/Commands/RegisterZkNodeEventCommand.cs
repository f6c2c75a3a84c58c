using System.Management.Automation;
using FlinkZk.Cmdlets;
using FlinkZk.Wire;

namespace FlinkZk.Commands;

/// <summary>Makes changes of a node engine events, as Register-ObjectEvent does: the prompt stays free, an action runs between its commands.</summary>
[Cmdlet(VerbsLifecycle.Register, "ZkNodeEvent", DefaultParameterSetName = PathSet)]
[OutputType(typeof(PSEventJob))]
public sealed class RegisterZkNodeEventCommand : ZkOneNodeCmdlet
{
    /// <summary>Watches everything below as well.</summary>
    [Parameter]
    public SwitchParameter Recurse { get; set; }

    /// <summary>The name for Get-Event, Wait-Event and Unregister-Event; without it one is made.</summary>
    [Parameter(Position = 1)]
    [ValidateNotNullOrEmpty]
    public string? SourceIdentifier { get; set; }

    /// <summary>Runs for each event; <c>$args[0]</c> is what Watch-ZkNode would give. Without it the events wait in a queue for Get-Event and Wait-Event, there as SourceArgs.</summary>
    [Parameter(Position = 2)]
    [ValidateNotNull]
    public ScriptBlock? Action { get; set; }

    /// <summary>What the action finds as <c>$Event.MessageData</c>.</summary>
    [Parameter]
    public PSObject? MessageData { get; set; }

    /// <summary>Ends after so many events; 0: never.</summary>
    [Parameter]
    [ValidateRange(0, int.MaxValue)]
    public int MaxTriggerCount { get; set; }

    /// <inheritdoc/>
    protected override void Process()
    {
        var (session, path) = OneNode();
        var name = SourceIdentifier ?? Guid.NewGuid().ToString();
        if (Events.Subscribers.Any(subscriber => subscriber.SourceIdentifier.Equals(name, StringComparison.OrdinalIgnoreCase)))
        {
            throw new FlinkZkException("SubscriberExists", ErrorCategory.ResourceExists, $"There is a subscription '{name}' already.",
                "Choose another -SourceIdentifier, or end that one: Unregister-Event.");
        }

        // Set before it is subscribed: what is wrong is an error here, and no subscription is left.
        var watch = Wait(token => session.Client.WatchAsync(path, Recurse ? AddWatchMode.PersistentRecursive : AddWatchMode.Persistent, token));
        try
        {
            var source = new NodeSubscription(session, watch);
            var subscriber = Events.SubscribeEvent(source, nameof(NodeSubscription.Happened), name, MessageData, Action, supportEvent: false, forwardEvent: false, MaxTriggerCount);
            RunspaceSubscriptions.Current.Add(subscriber, Events);
            source.Start();
            if (subscriber.Action is { } job)
                WriteObject(job);
        }
        catch
        {
            Wait(_ => watch.DisposeAsync());
            throw;
        }
    }
}
