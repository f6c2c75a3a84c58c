using System.Management.Automation;
using FlinkZk.Cmdlets;

namespace FlinkZk.Commands;

/// <summary>Closes sessions: their ephemeral nodes and locks go, and an embedded server ends with its own.</summary>
[Cmdlet(VerbsCommunications.Disconnect, "Zk", SupportsShouldProcess = true, DefaultParameterSetName = SessionSet)]
[OutputType(typeof(void))]
public sealed class DisconnectZkCommand : FlinkZkCmdlet
{
    private const string SessionSet = "Session";
    private const string IdSet = "Id";

    /// <summary>The sessions, or their numbers; without them the runspace's default.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true, ParameterSetName = SessionSet)]
    [SessionArgument]
    [ValidateNotNullOrEmpty]
    public ZkSession[]? Session { get; set; }

    /// <summary>The numbers of sessions of this runspace, as Get-ZkSession shows them.</summary>
    [Parameter(Mandatory = true, ValueFromPipelineByPropertyName = true, ParameterSetName = IdSet)]
    [ArgumentCompleter(typeof(SessionIdCompleter))]
    [ValidateNotNullOrEmpty]
    public int[] Id { get; set; } = [];

    /// <inheritdoc/>
    protected override void Process()
    {
        foreach (var id in Id)
            ForTarget(id, () => Disconnect(RunspaceSessions.Current.List.All().FirstOrDefault(session => session.Id == id) ?? throw SessionNotFound.Of(id)));
        if (ParameterSetName == SessionSet)
        {
            foreach (var session in Session ?? (RunspaceSessions.Current.Default is { } last ? [last] : []))
                Disconnect(session);
        }
        if (DefaultDrive.RemoveUnlessConnected(SessionState))
            WriteWarning("The drive zk: is gone with the last session, and the location with it: it is the file system's again.");
    }

    private void Disconnect(ZkSession session) => ForTarget(session, () =>
    {
        if (!ShouldProcess(session.ConnectionString, session.IsEmbedded ? "Close the session and end the embedded server" : "Close the session"))
            return;
        RunspaceSessions.Current.Remove(session);
        Wait(token => new ValueTask(session.DisconnectAsync().AsTask().WaitAsync(token)));
    });
}
