using System.Management.Automation;
using FlinkZk.Cmdlets;

namespace FlinkZk.Commands;

/// <summary>Lists the runspace's sessions; the default is marked.</summary>
[Cmdlet(VerbsCommon.Get, "ZkSession")]
[OutputType(typeof(ZkSession))]
public sealed class GetZkSessionCommand : FlinkZkCmdlet
{
    /// <summary>The number of a session; without it all are listed.</summary>
    [Parameter(Position = 0)]
    [ArgumentCompleter(typeof(SessionIdCompleter))]
    public int[]? Id { get; set; }

    /// <inheritdoc/>
    protected override void Process()
    {
        var sessions = RunspaceSessions.Current.List.All();
        WriteObject(sessions.Where(session => Id is null || Id.Contains(session.Id)), enumerateCollection: true);
        foreach (var missing in (Id ?? []).Where(id => sessions.All(session => session.Id != id)))
            WriteError(SessionNotFound.Of(missing), missing);
    }
}
