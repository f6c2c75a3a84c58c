using System.Management.Automation;
using FlinkZk.Cmdlets;
using FlinkZk.Coordination;

namespace FlinkZk.Commands;

/// <summary>Deletes nodes; with -Recurse, everything below as well.</summary>
[Cmdlet(VerbsCommon.Remove, "ZkNode", SupportsShouldProcess = true, DefaultParameterSetName = SingleSet)]
[OutputType(typeof(void))]
public sealed class RemoveZkNodeCommand : ZkSessionCmdlet
{
    private const string SingleSet = "Single";
    private const string RecurseSet = "Recurse";

    /// <summary>The paths.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(NodePathCompleter))]
    [ValidateNotNullOrEmpty]
    public string[] Path { get; set; } = [];

    /// <summary>Deletes the node only if its data are of this version.</summary>
    [Parameter(ParameterSetName = SingleSet)]
    [ValidateRange(0, int.MaxValue)]
    public int ExpectedVersion { get; set; } = -1;

    /// <summary>Deletes everything below first. It is not atomic: what others create meanwhile goes too.</summary>
    [Parameter(Mandatory = true, ParameterSetName = RecurseSet)]
    public SwitchParameter Recurse { get; set; }

    /// <inheritdoc/>
    protected override void Process()
    {
        var session = ActiveSession;
        foreach (var path in Path)
        {
            ForTarget(path, () =>
            {
                if (!ShouldProcess(path, Recurse ? "Delete with everything below" : "Delete"))
                    return;
                if (Recurse)
                    DeleteTree(session, path);
                else
                    Wait(token => session.Client.DeleteAsync(path, ExpectedVersion, token));
            });
        }
    }

    private void DeleteTree(ZkSession session, string path)
    {
        var progress = new TreeProgress();
        var work = Task.Run(() => NodeTree.DeleteAsync(session.Client, path, progress, StopToken).AsTask());
        var deleted = WatchProgress(work, "Deleting nodes", () => $"{progress.Count:N0} deleted, last {progress.Last}");
        if (deleted == 0)
            throw new FlinkZkException("NoNode", ErrorCategory.ObjectNotFound, $"The node '{path}' does not exist.", "Get-ZkChildNode lists what is there.");
    }
}
