using System.Management.Automation;
using FlinkZk.Client;
using FlinkZk.Cmdlets;

namespace FlinkZk.Commands;

/// <summary>Deletes nodes; with -Recurse, everything below as well.</summary>
[Cmdlet(VerbsCommon.Remove, "ZkNode", SupportsShouldProcess = true, DefaultParameterSetName = PathSet)]
[OutputType(typeof(void))]
public sealed class RemoveZkNodeCommand : ZkPathCmdlet
{
    /// <summary>Deletes the node only if its data are of this version.</summary>
    [Parameter]
    [ValidateRange(0, int.MaxValue)]
    public int ExpectedVersion { get; set; } = -1;

    /// <summary>Deletes everything below first. It is not atomic: what others create meanwhile goes too.</summary>
    [Parameter]
    public SwitchParameter Recurse { get; set; }

    /// <inheritdoc/>
    protected override void Begin()
    {
        if (Recurse && ExpectedVersion >= 0)
            throw new FlinkZkException("InvalidArgument", ErrorCategory.InvalidArgument, "Each node has a version of its own: -ExpectedVersion does not go with -Recurse.", "Leave one of them out.");
    }

    private protected override bool Changes => true;

    private protected override bool HasOutput => false;

    /// <inheritdoc/>
    protected override void Process() => ForEachNode((session, path) =>
    {
        ProtectedNodes.Check(session, path);
        if (!ShouldProcess(path, Recurse ? "Delete with everything below" : "Delete"))
            return;
        if (Recurse && NodeTransaction.Current is not null)
            throw NodeTransaction.Refuse("-Recurse", "Name each node, those below first: Get-ZkNode -Recurse lists them.");
        if (Plan(session, new(NodeChangeKind.Remove, path, ZkOperation.Delete(path, ExpectedVersion), null)))
            return;
        if (Recurse)
            DeleteTree(session, path);
        else
            Send(session, path, path.Length, token => DeleteAsync(session, path, token), static _ => { });
    });

    private async ValueTask<bool> DeleteAsync(ZkSession session, string path, CancellationToken cancellationToken)
    {
        await session.Client.DeleteAsync(path, ExpectedVersion, cancellationToken).ConfigureAwait(false);
        return true;
    }

    private void DeleteTree(ZkSession session, string path)
    {
        FinishRequests();
        using var remover = new NodeRemover(session);
        var work = Task.Run(() => remover.DeleteAsync(path, StopToken));
        WatchProgress(work, "Deleting nodes", () => $"{remover.Progress.Count:N0} deleted, last {remover.Progress.Last}");
        WriteFailures(remover.Failures);
        if (remover.Progress.Count == 0 && remover.Failures.Count == 0)
            throw new FlinkZkException("NoNode", ErrorCategory.ObjectNotFound, $"The node '{path}' does not exist.", "Get-ZkChildNode lists what is there.");
    }
}
