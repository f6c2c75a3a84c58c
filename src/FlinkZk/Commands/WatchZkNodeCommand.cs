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

    /// <summary>Leaves out what there is at the beginning: only changes come.</summary>
    [Parameter]
    public SwitchParameter NoSnapshot { get; set; }

    /// <summary>Ends after so many objects, snapshots among them.</summary>
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
        using var deadline = DeadlineOf(session, Timeout, nameof(Timeout));
        using var end = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token);
        try
        {
            var left = Count;
            Pump(_ => NodeWatcher.WatchAsync(session, path, Recurse, !NoSnapshot, end.Token), told =>
            {
                if (left == 0)
                    return;
                LiveOutput.Write(() => Write(told));
                if (told.Event is not null && --left == 0)
                    end.Cancel();
            });
        }
        catch (OperationCanceledException) when (end.IsCancellationRequested && !StopToken.IsCancellationRequested)
        {
            // So much, or so long, was asked for.
        }
    }

    private void Write((ZkNodeEvent? Event, NodeFailure? Failure) told)
    {
        if (told.Failure is { } failure)
            WriteError(failure.Exception, failure.Path);
        else
            WriteObject(told.Event);
    }
}
