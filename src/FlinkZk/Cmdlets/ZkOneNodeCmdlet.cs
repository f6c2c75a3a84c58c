using System.Management.Automation;
using FlinkZk.Wire;

namespace FlinkZk.Cmdlets;

/// <summary>A rung beside <see cref="ZkPathCmdlet"/>: a cmdlet that is about one node, which need not exist. A pattern says nothing here.</summary>
public abstract class ZkOneNodeCmdlet : ZkNodeCmdlet
{
    /// <summary>The parameter set with <see cref="Path"/>; the default of a leaf.</summary>
    private protected const string PathSet = "Path";

    /// <summary>The parameter set with <see cref="LiteralPath"/>.</summary>
    private protected const string LiteralPathSet = "LiteralPath";

    /// <summary>The parameter set with <see cref="Node"/>.</summary>
    private protected const string NodeSet = "Node";

    /// <summary>The node. Wildcards are refused, for the node need not exist yet; a backtick before one of * ? [ ] takes its meaning away.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true, ParameterSetName = PathSet)]
    [ArgumentCompleter(typeof(NodePathCompleter))]
    [NoDictionary]
    [ValidateNotNullOrEmpty]
    public string Path { get; set; } = "";

    /// <summary>The node's path as it is: no character has a meaning of its own.</summary>
    [Parameter(Mandatory = true, ValueFromPipelineByPropertyName = true, ParameterSetName = LiteralPathSet)]
    [Alias("LP")]
    [ArgumentCompleter(typeof(LiteralNodePathCompleter))]
    [ValidateNotNullOrEmpty]
    public string LiteralPath { get; set; } = "";

    /// <summary>A node, an event or an access control entry, as other cmdlets give them: its path is taken as it is, in its own session unless -Session says otherwise.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ParameterSetName = NodeSet)]
    [ValidateNotNull]
    public ZkNodeItem? Node { get; set; }

    /// <summary>The node that the record names. It is the target of errors from here on.</summary>
    /// <exception cref="FlinkZkException">It is a pattern.</exception>
    private protected (ZkSession Session, string Path) OneNode()
    {
        if (Node is not null)
        {
            Target = Node.Path;
            return (Session ?? Node.Session, Node.Path);
        }
        var isLiteral = LiteralPath.Length > 0;
        var given = isLiteral ? LiteralPath : Path;
        Target = given;
        var (session, node) = Locate(given);
        var path = (isLiteral ? NodePattern.Of(node) : NodePattern.Parse(node)).Literal ?? throw new FlinkZkException("WildcardNotAllowed", ErrorCategory.InvalidArgument,
            $"'{Path}' has wildcards, and this is about one node, which need not exist.",
            "For everything below a node there is -Recurse. A path that is meant as it is goes to -LiteralPath, or has a backtick before each of * ? [ ].");
        return (session, path);
    }

    /// <summary>When the wait is over: with the time, never without the parameter, or when the cmdlet is to stop.</summary>
    private protected Deadline DeadlineOf(ZkSession session, Duration timeout, string parameter) =>
        new(MyInvocation.BoundParameters.ContainsKey(parameter) ? timeout.Value : Timeout.InfiniteTimeSpan, session.Client.TimeProvider, StopToken);
}
