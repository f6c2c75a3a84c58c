using System.Management.Automation;
using FlinkZk.Cmdlets;

namespace FlinkZk.Commands;

/// <summary>Watches a node, or everything below it, until Ctrl+C: first what there is, then every change as an object.</summary>
[Cmdlet(VerbsCommon.Watch, "ZkNode", DefaultParameterSetName = PathSet)]
[OutputType(typeof(ZkNodeEvent))]
public sealed class WatchZkNodeCommand : ZkOneNodeCmdlet
{
    /// <summary>Watches everything below as well. Children are then told by their own events.</summary>
    [Parameter]
    public SwitchParameter Recurse { get; set; }

    /// <summary>Ends after so many events; snapshots do not count.</summary>
    [Parameter]
    [ValidateRange(1, int.MaxValue)]
    public int Count { get; set; } = int.MaxValue;

    /// <summary>Ends after this time; without it there is no end.</summary>
    [Parameter]
    public Duration Timeout { get; set; }

    /// <inheritdoc/>
    protected override void Process()
    {
        var (session, path) = OneNode();
        TimeSpan? timeout = MyInvocation.BoundParameters.ContainsKey(nameof(Timeout)) ? Timeout.Value : null;
        Pump(token => NodeWatcher.WatchAsync(session, path, Recurse, Count, timeout, token), Write);
    }
    private void Write((ZkNodeEvent? Event, NodeFailure? Failure) told)
    {
        if (told.Failure is { } failure)
            WriteError(failure.Exception, failure.Path);
        else
            WriteObject(told.Event);
    }
}
