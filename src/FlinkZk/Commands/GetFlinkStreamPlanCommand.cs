using System.Management.Automation;
using FlinkZk.Cmdlets;

namespace FlinkZk.Commands;

/// <summary>Shows the steps of a stream: where each takes its records from, by what it keys them, and whether a script runs for each. Nothing is started.</summary>
[Cmdlet(VerbsCommon.Get, "FlinkStreamPlan")]
[OutputType(typeof(FlinkStreamOperator), typeof(string))]
public sealed class GetFlinkStreamPlanCommand : FlinkZkCmdlet
{
    /// <summary>The stream.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true)]
    [ValidateNotNull]
    public FlinkStream Stream { get; set; } = null!;

    /// <summary>Gives a flowchart in the language of Mermaid instead, as one text.</summary>
    [Parameter]
    public SwitchParameter Mermaid { get; set; }

    /// <inheritdoc/>
    protected override void Process()
    {
        Target = Stream;
        if (Mermaid)
        {
            WriteObject(StreamMermaid.Of(Stream));
            return;
        }

        foreach (var step in Stream.All)
            WriteObject(new FlinkStreamOperator(Stream.Name, step));
    }
}
