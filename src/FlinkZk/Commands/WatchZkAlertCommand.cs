using System.Management.Automation;
using FlinkZk.Cmdlets;
using FlinkZk.Coordination;

namespace FlinkZk.Commands;

/// <summary>Watches for the alerts of New-ZkAlert, until Ctrl+C: each that is raised or cleared comes as an object. Of several that watch one does, and the next takes over.</summary>
[Cmdlet(VerbsCommon.Watch, "ZkAlert")]
[OutputType(typeof(ZkAlertEvent))]
public sealed class WatchZkAlertCommand : ZkSessionCmdlet
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
        var watcher = new AlertWatcher(session.Client, session.Paths);
        PumpUntil(session, Timeout, Count, watcher.WatchAsync, news =>
        {
            if (news.Alert is { } alert)
                WriteObject(new ZkAlertEvent(alert, session));
            else
                WriteError(news.Failure!, news.Name);
        });
    }
}
