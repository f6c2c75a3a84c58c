using System.Management.Automation;
using FlinkZk.Cmdlets;

namespace FlinkZk.Commands;

/// <summary>Closes sessions: their ephemeral nodes and locks go, and an embedded server ends with its own.</summary>
[Cmdlet(VerbsCommunications.Disconnect, "Zk", SupportsShouldProcess = true)]
[OutputType(typeof(void))]
public sealed class DisconnectZkCommand : FlinkZkCmdlet
{
    /// <summary>The sessions; without them the runspace's default.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true)]
    [ValidateNotNullOrEmpty]
    public ZkSession[]? Session { get; set; }

    /// <inheritdoc/>
    protected override void Process()
    {
        var sessions = Session ?? (ModuleState.Current.DefaultSession is { } last ? [last] : []);
        foreach (var session in sessions)
        {
            Target = session;
            if (!ShouldProcess(session.ConnectionString, session.IsEmbedded ? "Close the session and end the embedded server" : "Close the session"))
                continue;
            ModuleState.Current.Remove(session);
            Wait(token => new ValueTask(session.DisconnectAsync().AsTask().WaitAsync(token)));
        }
        if (DefaultDrive.RemoveUnlessConnected(SessionState))
            WriteWarning("The drive zk: is gone with the last session, and the location with it: it is the file system's again.");
    }
}
