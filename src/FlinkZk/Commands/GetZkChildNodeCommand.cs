using System.Management.Automation;
using FlinkZk.Cmdlets;
using FlinkZk.Wire;

namespace FlinkZk.Commands;

/// <summary>Lists the children of nodes, in the order of their names.</summary>
[Cmdlet(VerbsCommon.Get, "ZkChildNode", DefaultParameterSetName = PathSet)]
[OutputType(typeof(ZkNode), typeof(string))]
public sealed class GetZkChildNodeCommand : ZkPathCmdlet
{
    /// <summary>The parents; without them the root. The wildcards * ? and [ ] stand for names of one level, upper and lower case told apart; a backtick before one of them takes its meaning away.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true, ParameterSetName = PathSet)]
    [ArgumentCompleter(typeof(NodePathCompleter))]
    [NoDictionary]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    public override string[] Path { get; set; } = [];

    /// <summary>Gives the names only: one request, however many children there are. With -Recurse the paths below the parent.</summary>
    [Parameter]
    public SwitchParameter Name { get; set; }

    /// <summary>Gives everything below, each node before its children.</summary>
    [Parameter]
    public SwitchParameter Recurse { get; set; }

    /// <inheritdoc/>
    protected override void Process()
    {
        if (ParameterSetName == PathSet && Path.Length == 0)
            Path = [ZnodePath.Root];
        ForEachNode((session, path) =>
        {
            if (Recurse)
                PumpNodes(token => NodeReader.TreeAsync(session, path, int.MaxValue, token), node => WriteBelow(path, node));
            else if (Name)
                WriteObject(Wait(token => NodeReader.NamesAsync(session, path, token)), enumerateCollection: true);
            else
                PumpNodes(token => NodeReader.ChildrenAsync(session, path, token));
        });
    }

    private void WriteBelow(string top, ZkNode node)
    {
        if (node.Path != top)
            WriteObject(Name ? node.Path[(top == ZnodePath.Root ? 1 : top.Length + 1)..] : node);
    }
}
