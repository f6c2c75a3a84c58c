using System.Management.Automation;
using FlinkZk.Cmdlets;
using FlinkZk.Coordination;

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

    /// <inheritdoc/>
    protected override void Process() => ForEachNode((session, path) =>
    {
        if (!ShouldProcess(path, Recurse ? "Delete with everything below" : "Delete"))
            return;
        if (Recurse)
            DeleteTree(session, path);
        else
            Wait(token => session.Client.DeleteAsync(path, ExpectedVersion, token));
    });

    private void DeleteTree(ZkSession session, string path)
    {
        var progress = new TreeProgress();
        var work = Task.Run(() => NodeTree.DeleteAsync(session.Client, path, progress, StopToken).AsTask());
        var deleted = WatchProgress(work, "Deleting nodes", () => $"{progress.Count:N0} deleted, last {progress.Last}");
        if (deleted == 0)
            throw new FlinkZkException("NoNode", ErrorCategory.ObjectNotFound, $"The node '{path}' does not exist.", "Get-ZkChildNode lists what is there.");
    }
}
