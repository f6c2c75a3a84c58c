using System.Management.Automation;
using FlinkZk.Cmdlets;
using FlinkZk.Coordination;

namespace FlinkZk.Commands;

/// <summary>Watches the runners, until Ctrl+C: first those that are there, then who joins, changes and leaves.</summary>
[Cmdlet(VerbsCommon.Watch, "FlinkRunner")]
[OutputType(typeof(FlinkRunnerEvent))]
public sealed class WatchFlinkRunnerCommand : ZkSessionCmdlet
{
    /// <summary>Ends after so many objects.</summary>
    [Parameter]
    [ValidateRange(1, int.MaxValue)]
    public int Count { get; set; } = int.MaxValue;

    /// <summary>Ends after this time; without it there is no end.</summary>
    [Parameter]
    [OptionalDuration]
    public Duration? Timeout { get; set; }

    /// <inheritdoc/>
    protected override void Process()
    {
        var session = ActiveSession;
        PumpUntil(session, Timeout, Count, token => Membership.WatchAsync(session.Client, session.Paths.Runners, token),
            change => WriteObject(new FlinkRunnerEvent(change, session, session.Client.TimeProvider.GetUtcNow())));
    }
}
