using System.Management.Automation;
using FlinkZk.Cmdlets;

namespace FlinkZk.Commands;

/// <summary>Reads nodes: data and what the server knows about them; with -Recurse, everything below as well.</summary>
[Cmdlet(VerbsCommon.Get, "ZkNode")]
[OutputType(typeof(ZkNode))]
public sealed class GetZkNodeCommand : ZkSessionCmdlet
{
    /// <summary>The paths.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(NodePathCompleter))]
    [ValidateNotNullOrEmpty]
    public string[] Path { get; set; } = [];

    /// <summary>Reads everything below as well, each node before its children.</summary>
    [Parameter]
    public SwitchParameter Recurse { get; set; }

    /// <summary>How many levels below, with -Recurse.</summary>
    [Parameter]
    [ValidateRange(0, int.MaxValue)]
    public int Depth { get; set; } = int.MaxValue;

    /// <inheritdoc/>
    protected override void Process()
    {
        var session = ActiveSession;
        foreach (var path in Path)
        {
            ForTarget(path, () =>
            {
                if (Recurse || MyInvocation.BoundParameters.ContainsKey(nameof(Depth)))
                    Pump(token => NodeReader.TreeAsync(session, path, Depth, token), WriteObject);
                else
                    WriteObject(Wait(token => NodeReader.ReadAsync(session, path, token)));
            });
        }
    }
}
