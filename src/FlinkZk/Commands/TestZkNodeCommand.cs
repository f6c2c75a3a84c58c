using System.Management.Automation;
using FlinkZk.Client;
using FlinkZk.Cmdlets;
using FlinkZk.Wire;

namespace FlinkZk.Commands;

/// <summary>Says whether nodes exist, one answer a path; for a pattern, whether there is one that fits.</summary>
[Cmdlet(VerbsDiagnostic.Test, "ZkNode", DefaultParameterSetName = PathSet)]
[OutputType(typeof(bool))]
public sealed class TestZkNodeCommand : ZkPathCmdlet
{
    /// <inheritdoc/>
    protected override void Process() => ForEachGiven((session, given) =>
    {
        if (given.Literal is { } path)
        {
            Send(session, path, 0, token => session.Client.ExistsAsync(path, token), stat => WriteObject(stat is not null));
            return;
        }
        var matches = Wait(token => NodeMatches.FindAsync(session, given, token));
        WriteFailures(matches.Failures.Where(static failure => failure.Exception is not ZkException { Code: ErrorCode.NoNode }));
        FinishRequests();
        WriteObject(matches.Paths.Count > 0);
    });
}
