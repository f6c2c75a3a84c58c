using System.Management.Automation;
using FlinkZk.Cmdlets;

namespace FlinkZk.Commands;

/// <summary>Lists the children of nodes, in the order of their names.</summary>
[Cmdlet(VerbsCommon.Get, "ZkChildNode")]
[OutputType(typeof(ZkNode), typeof(string))]
public sealed class GetZkChildNodeCommand : ZkSessionCmdlet
{
    /// <summary>The parents; without them the root.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(NodePathCompleter))]
    [ValidateNotNullOrEmpty]
    public string[] Path { get; set; } = ["/"];

    /// <summary>Gives the names only: one request, however many children there are.</summary>
    [Parameter]
    public SwitchParameter Name { get; set; }

    /// <inheritdoc/>
    protected override void Process()
    {
        var session = ActiveSession;
        foreach (var path in Path)
        {
            ForTarget(path, () =>
            {
                if (Name)
                    WriteObject(Wait(token => NodeReader.NamesAsync(session, path, token)), enumerateCollection: true);
                else
                    Pump(token => NodeReader.ChildrenAsync(session, path, token), WriteObject);
            });
        }
    }
}
