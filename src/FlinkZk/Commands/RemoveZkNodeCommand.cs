using System.Management.Automation;
using FlinkZk.Client;
using FlinkZk.Cmdlets;
using FlinkZk.Wire;

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
        if (Recurse)
            RefuseServersOwn(session, path);
        if (!ShouldProcess(path, Recurse ? "Delete with everything below" : "Delete"))
            return;
        if (Recurse && ModuleState.Current.Transaction is not null)
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

    // What a slip of the hand would cost most, and what no server lets go: asked for by nobody who means it.
    private static void RefuseServersOwn(ZkSession session, string path)
    {
        if (path == ZnodePath.Root)
        {
            throw new FlinkZkException("RootNotRemoved", ErrorCategory.PermissionDenied, "'/' and everything below it is not deleted at once.",
                "Name what is to go: Get-ZkChildNode / lists it, Remove-ZkNode /app -Recurse deletes one of them.");
        }
        if (path == "/zookeeper" && session.Client.Chroot == ZnodePath.Root)
        {
            throw new FlinkZkException("ServersOwnNode", ErrorCategory.PermissionDenied, "'/zookeeper' is the server's own: no server deletes it.",
                "A quota goes with its node: Remove-ZkNode /zookeeper/quota/app -Recurse.");
        }
    }

    private void DeleteTree(ZkSession session, string path)
    {
        FinishRequests();
        using var remover = new NodeRemover(session, StopToken);
        var work = Task.Run(() => remover.DeleteAsync(path));
        WatchProgress(work, "Deleting nodes", () => $"{remover.Progress.Count:N0} deleted, last {remover.Progress.Last}");
        WriteFailures(remover.Failures);
        if (remover.Progress.Count == 0 && remover.Failures.Count == 0)
            throw new FlinkZkException("NoNode", ErrorCategory.ObjectNotFound, $"The node '{path}' does not exist.", "Get-ZkChildNode lists what is there.");
    }
}
