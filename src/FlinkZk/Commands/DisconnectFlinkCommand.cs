using System.Management.Automation;
using FlinkZk.Cmdlets;

namespace FlinkZk.Commands;

/// <summary>Closes connections to Flink clusters. Clusters and jobs go on.</summary>
[Cmdlet(VerbsCommunications.Disconnect, "Flink", SupportsShouldProcess = true)]
[OutputType(typeof(void))]
public sealed class DisconnectFlinkCommand : FlinkZkCmdlet
{
    /// <summary>The connections, or their numbers; without them the runspace's default.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true)]
    [FlinkArgument]
    [ValidateNotNullOrEmpty]
    public FlinkConnection[]? Cluster { get; set; }

    /// <inheritdoc/>
    protected override void Process()
    {
        foreach (var connection in Cluster ?? (RunspaceClusters.Current.Default is { } last ? [last] : []))
        {
            if (!ShouldProcess(connection.ToString(), "Close the connection"))
                continue;
            RunspaceClusters.Current.Remove(connection);
            connection.Close();
        }
    }
}
