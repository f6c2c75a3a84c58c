using System.Management.Automation;
using FlinkZk.Cmdlets;

namespace FlinkZk.Commands;

/// <summary>Removes savepoints with their files. Refuses one that a job which has not ended needs.</summary>
[Cmdlet(VerbsCommon.Remove, "FlinkSavepoint", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
[OutputType(typeof(void))]
public sealed class RemoveFlinkSavepointCommand : FlinkCmdlet
{
    /// <summary>The savepoints: what Get-FlinkSavepoint, New-FlinkSavepoint and Stop-FlinkJob gave, or where they lie, as URIs or paths of this machine.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("Path")]
    [SavepointArgument]
    [ValidateNotNullOrEmpty]
    public string[] Savepoint { get; set; } = [];

    /// <summary>Removes it also where a job needs it, which may not come back after its next failure then.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <summary>How long each is waited for. What was begun goes on after it.</summary>
    [Parameter]
    public Duration Timeout { get; set; } = new(TimeSpan.FromMinutes(2));

    /// <inheritdoc/>
    protected override void Process()
    {
        foreach (var given in Savepoint)
            ForTarget(given, () => Remove(SavepointInput.Uri(given, FullPath)));
    }

    private void Remove(string path)
    {
        var cluster = ActiveCluster;
        var savepoints = cluster.Savepoints(RunspaceSessions.Current.Default);
        Wait(async token => await savepoints.CheckRemovalAsync(path, Force, token).ConfigureAwait(false));
        if (!ShouldProcess(path, Force ? "Remove the savepoint with its files, also where a job needs it" : "Remove the savepoint with its files"))
            return;
        WatchProgress(FlinkTrigger.Begin(async token =>
        {
            await savepoints.RemoveAsync(path, Timeout, token).ConfigureAwait(false);
            return true;
        }, StopToken), "Removal of a savepoint", () => path);
    }
}
