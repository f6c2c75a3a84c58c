using System.Management.Automation;

namespace FlinkZk.Cmdlets;

/// <summary>A cmdlet about processes of a Flink cluster: the JobManager, or TaskManagers.</summary>
public abstract class FlinkProcessCmdlet : FlinkCmdlet
{
    /// <summary>The TaskManagers that are meant, by their ids; without it the JobManager that leads.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(TaskManagerCompleter))]
    [ValidateNotNullOrEmpty]
    public string[]? TaskManagerId { get; set; }

    /// <inheritdoc/>
    protected override void Process()
    {
        if (TaskManagerId is null)
        {
            Each("jobmanager", null);
            return;
        }
        foreach (var id in TaskManagerId)
            ForTarget(id, () => Each(id, id));
    }

    /// <summary>Does its work on one process.</summary>
    /// <param name="process">What it is called in the output.</param>
    /// <param name="taskManager">The id of the TaskManager; null for the JobManager.</param>
    private protected abstract void Each(string process, string? taskManager);
}
