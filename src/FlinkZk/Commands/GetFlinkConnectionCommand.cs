using System.Management.Automation;
using FlinkZk.Cmdlets;

namespace FlinkZk.Commands;

/// <summary>Lists the runspace's connections to Flink clusters; the default is marked.</summary>
[Cmdlet(VerbsCommon.Get, "FlinkConnection")]
[OutputType(typeof(FlinkConnection))]
public sealed class GetFlinkConnectionCommand : FlinkZkCmdlet
{
    /// <summary>The number of a connection; without it all are listed.</summary>
    [Parameter(Position = 0)]
    public int[]? Id { get; set; }

    /// <inheritdoc/>
    protected override void Process()
    {
        var connections = RunspaceClusters.Current.List.All();
        WriteObject(connections.Where(connection => Id is null || Id.Contains(connection.Id)), enumerateCollection: true);
        foreach (var missing in (Id ?? []).Where(id => connections.All(connection => connection.Id != id)))
            WriteError(new FlinkZkException("FlinkConnectionNotFound", ErrorCategory.ObjectNotFound, $"There is no connection {missing} to a Flink cluster in this runspace.", "Get-FlinkConnection lists them."), missing);
    }
}
