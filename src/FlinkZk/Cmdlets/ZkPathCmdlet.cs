using System.Diagnostics.CodeAnalysis;
using System.Management.Automation;

namespace FlinkZk.Cmdlets;

/// <summary>
/// The fourth rung: a cmdlet that takes nodes, as -Path with wildcards, as -LiteralPath, or as objects that stand for them.
/// A leaf says in <see cref="FlinkZkCmdlet.Process"/> what is done to one node by <see cref="ForEachNode"/>.
/// </summary>
[SuppressMessage("Performance", "CA1819", Justification = "Parameters of PowerShell are arrays.")]
public abstract class ZkPathCmdlet : ZkNodeCmdlet
{
    /// <summary>The parameter set with <see cref="Path"/>; the default of a leaf.</summary>
    private protected const string PathSet = "Path";

    /// <summary>The parameter set with <see cref="LiteralPath"/>.</summary>
    private protected const string LiteralPathSet = "LiteralPath";

    /// <summary>The parameter set with <see cref="Node"/>.</summary>
    private protected const string NodeSet = "Node";

    /// <summary>The paths. The wildcards * ? and [ ] stand for names of one level, upper and lower case told apart; a backtick before one of them takes its meaning away.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true, ParameterSetName = PathSet)]
    [ArgumentCompleter(typeof(NodePathCompleter))]
    [NoDictionary]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    public virtual string[] Path { get; set; } = [];

    /// <summary>The paths as they are: no character has a meaning of its own.</summary>
    [Parameter(Mandatory = true, ValueFromPipelineByPropertyName = true, ParameterSetName = LiteralPathSet)]
    [Alias("LP")]
    [ArgumentCompleter(typeof(LiteralNodePathCompleter))]
    [ValidateNotNullOrEmpty]
    public virtual string[] LiteralPath { get; set; } = [];

    /// <summary>Nodes, events or access control entries, as other cmdlets give them: their paths are taken as they are, in their own session unless -Session says otherwise.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ParameterSetName = NodeSet)]
    [ValidateNotNullOrEmpty]
    public virtual ZkNodeItem[] Node { get; set; } = [];

    /// <summary>Does something for each node that the record names. An error is that node's, and the next one follows.</summary>
    /// <param name="body">What is done.</param>
    /// <param name="session">The session; without it the record's.</param>
    private protected void ForEachNode(Action<ZkSession, string> body, ZkSession? session = null) => ForEachGiven(
        (active, given) =>
        {
            if (given.Literal is { } path)
            {
                body(active, path);
                return;
            }
            var matches = Wait(token => NodeMatches.FindAsync(active, given, token));
            WriteFailures(matches.Failures);
            foreach (var match in matches.Paths)
                ForTarget(match, () => body(active, match));
        },
        session);

    /// <summary>Does something for each path that the record names, a pattern being one.</summary>
    /// <param name="body">What is done.</param>
    /// <param name="session">The session; without it the record's.</param>
    private protected void ForEachGiven(Action<ZkSession, NodePattern> body, ZkSession? session = null)
    {
        foreach (var path in Path)
        {
            ForTarget(path, () =>
            {
                var (active, node) = Locate(path, session);
                body(active, NodePattern.Parse(node));
            });
        }
        foreach (var path in LiteralPath)
        {
            ForTarget(path, () =>
            {
                var (active, node) = Locate(path, session);
                body(active, NodePattern.Of(node));
            });
        }
        foreach (var node in Node)
            ForTarget(node.Path, () => body(Permitted(session ?? Session ?? node.Session), NodePattern.Of(node.Path)));
        LeaveRecord();
    }

    /// <summary>Writes an error for each node that could not be read or changed.</summary>
    private protected void WriteFailures(IEnumerable<NodeFailure> failures)
    {
        FinishRequests();
        foreach (var failure in failures)
            WriteError(failure.Exception, failure.Path);
    }

    /// <summary>Writes the nodes of a walk, and errors for those that could not be read.</summary>
    /// <param name="source">The walk.</param>
    /// <param name="write">Writes one; without it as it is.</param>
    private protected void PumpNodes(Func<CancellationToken, IAsyncEnumerable<NodeRead>> source, Action<ZkNode>? write = null) => Pump(source, read =>
    {
        if (read.Failure is { } failure)
            WriteError(failure.Exception, failure.Path);
        else
            (write ?? WriteObject)(read.Node!);
    });
}
