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
    /// <summary>Whether it exists and its data are of this version. In the block of Invoke-ZkTransaction: nothing is done unless it is so, and no answer comes.</summary>
    [Parameter]
    [ValidateRange(0, int.MaxValue)]
    public int ExpectedVersion { get; set; } = -1;

    /// <inheritdoc/>
    protected override void Process() => ForEachGiven((session, given) =>
    {
        if (given.Literal is { } path)
        {
            if (ExpectedVersion >= 0 && Plan(session, new(NodeChangeKind.Test, path, ZkOperation.Check(path, ExpectedVersion), null)))
                return;
            Send(session, path, 0, token => session.Client.ExistsAsync(path, token), stat => WriteObject(stat is { } found && (ExpectedVersion < 0 || found.Version == ExpectedVersion)));
            return;
        }
        if (ExpectedVersion >= 0)
        {
            throw new FlinkZkException("InvalidArgument", ErrorCategory.InvalidArgument, $"'{given.Text}' is a pattern, and a version is of one node.",
                "Name the node. A path that is meant as it is goes to -LiteralPath.");
        }
        var matches = Wait(token => NodeMatches.FindAsync(session, given, token));
        WriteFailures(matches.Failures.Where(static failure => failure.Exception is not ZkException { Code: ErrorCode.NoNode }));
        FinishRequests();
        WriteObject(matches.Paths.Count > 0);
    });
}
