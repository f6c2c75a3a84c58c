using System.Management.Automation;

namespace FlinkZk;

/// <summary>The only command of the nested pipeline in which a block runs: what can be stopped.</summary>
[Cmdlet("Step", "Block")]
internal sealed class StepBlockCommand : PSCmdlet
{
    [Parameter(Mandatory = true)]
    public BlockRun Run { get; set; } = null!;

    protected override void EndProcessing() => Run.Step();
}
