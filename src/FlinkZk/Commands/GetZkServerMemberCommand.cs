using System.Management.Automation;
using FlinkZk.Cmdlets;

namespace FlinkZk.Commands;

/// <summary>Lists the members of an ensemble of this process.</summary>
[Cmdlet(VerbsCommon.Get, "ZkServerMember")]
[OutputType(typeof(ZkServerMember))]
public sealed class GetZkServerMemberCommand : FlinkZkCmdlet
{
    /// <summary>The ensembles; without them all of the runspace.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true)]
    [ValidateNotNullOrEmpty]
    public ZkEmbeddedServer[]? Server { get; set; }

    /// <inheritdoc/>
    protected override void Process()
    {
        foreach (var server in Server ?? RunspaceServers.Current.List.All())
            WriteObject(server.Members, enumerateCollection: true);
    }
}
