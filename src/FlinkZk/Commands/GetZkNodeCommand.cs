using System.Management.Automation;
using FlinkZk.Cmdlets;

namespace FlinkZk.Commands;

/// <summary>Reads nodes: data and what the server knows about them; with -Recurse, everything below as well.</summary>
[Cmdlet(VerbsCommon.Get, "ZkNode", DefaultParameterSetName = PathSet)]
[OutputType(typeof(ZkNode))]
public sealed class GetZkNodeCommand : ZkPathCmdlet
{
    /// <summary>Reads everything below as well, each node before its children.</summary>
    [Parameter]
    public SwitchParameter Recurse { get; set; }

    /// <summary>How many levels below, with -Recurse.</summary>
    [Parameter]
    [ValidateRange(0, int.MaxValue)]
    public int Depth { get; set; } = int.MaxValue;

    /// <inheritdoc/>
    protected override void Process() => ForEachNode((session, path) =>
    {
        if (Recurse || MyInvocation.BoundParameters.ContainsKey(nameof(Depth)))
            PumpNodes(token => NodeReader.TreeAsync(session, path, Depth, token));
        else
            Send(session, path, 0, token => NodeReader.ReadAsync(session, path, token), WriteObject);
    });
}
