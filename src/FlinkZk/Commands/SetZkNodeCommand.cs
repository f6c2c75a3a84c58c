using System.Management.Automation;
using FlinkZk.Client;
using FlinkZk.Cmdlets;

namespace FlinkZk.Commands;

/// <summary>Replaces the data of nodes.</summary>
[Cmdlet(VerbsCommon.Set, "ZkNode", SupportsShouldProcess = true, DefaultParameterSetName = PathSet)]
[OutputType(typeof(ZkNode))]
public sealed class SetZkNodeCommand : ZkPathCmdlet
{
    private const string ContentSet = "Content";
    private const string LiteralContentSet = "LiteralContent";
    private static readonly PSObject Missing = new();
    private readonly List<PSObject?> _content = [];
    private bool _hasContentToCome;
    private bool _hasValue;

    /// <summary>The paths. The wildcards * ? and [ ] stand for names of one level, upper and lower case told apart; a backtick before one of them takes its meaning away.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true, ParameterSetName = PathSet)]
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = ContentSet)]
    [ArgumentCompleter(typeof(NodePathCompleter))]
    [NoDictionary]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    public override string[] Path { get; set; } = [];

    /// <summary>The paths as they are: no character has a meaning of its own.</summary>
    [Parameter(Mandatory = true, ValueFromPipelineByPropertyName = true, ParameterSetName = LiteralPathSet)]
    [Parameter(Mandatory = true, ParameterSetName = LiteralContentSet)]
    [Alias("LP")]
    [ArgumentCompleter(typeof(LiteralNodePathCompleter))]
    [ValidateNotNullOrEmpty]
    public override string[] LiteralPath { get; set; } = [];

    /// <summary>The new data: text, stored as UTF-8, bytes, or a single value such as a number or a time. $null leaves a node without data. Of what is piped, the property Value, Data or Text.</summary>
    [Parameter(Position = 1, ValueFromPipelineByPropertyName = true, ParameterSetName = PathSet)]
    [Parameter(Position = 1, ValueFromPipelineByPropertyName = true, ParameterSetName = LiteralPathSet)]
    [Parameter(Position = 1, ValueFromPipelineByPropertyName = true, ParameterSetName = NodeSet)]
    [Alias("Data", "Text")]
    [AllowNull]
    public PSObject? Value { get; set; } = Missing;

    /// <summary>The new data through the pipeline, for the nodes that -Path or -LiteralPath names: bytes together, several texts as lines.</summary>
    [Parameter(Mandatory = true, ValueFromPipeline = true, ParameterSetName = ContentSet)]
    [Parameter(Mandatory = true, ValueFromPipeline = true, ParameterSetName = LiteralContentSet)]
    [AllowNull]
    [AllowEmptyString]
    public PSObject? InputObject { get; set; }

    /// <summary>Changes the node only if its data are of this version.</summary>
    [Parameter]
    [ValidateRange(0, int.MaxValue)]
    public int ExpectedVersion { get; set; } = -1;

    /// <summary>Gives the changed node.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    private protected override bool Changes => true;

    private protected override bool HasOutput => PassThru;

    /// <inheritdoc/>
    protected override void Process()
    {
        if (ParameterSetName is ContentSet or LiteralContentSet)
        {
            // What comes makes the data of one node: they are complete at the end.
            _content.Add(InputObject);
            return;
        }
        if (ReferenceEquals(Value, Missing) || IsOwnData)
        {
            Target = Node.FirstOrDefault()?.Path ?? Path.Concat(LiteralPath).FirstOrDefault();
            throw NoValue("There is no value to set.");
        }
        Target = Value;
        Set(NodeContent.ToBytes(Value));
    }

    /// <inheritdoc/>
    protected override void End()
    {
        if (_content.Count > 0)
        {
            Target = _content[0];
            Set(NodeContent.ToBytes(_content));
        }
        else if (_hasContentToCome)
        {
            Target = Path.Concat(LiteralPath).First();
            throw NoValue("Nothing came down the pipeline: there is no value to set.");
        }
        base.End();
    }

    /// <inheritdoc/>
    protected override void Begin()
    {
        var given = MyInvocation.BoundParameters;
        _hasValue = given.ContainsKey(nameof(Value));
        _hasContentToCome = MyInvocation.ExpectingInput && !_hasValue && (given.ContainsKey(nameof(Path)) || given.ContainsKey(nameof(LiteralPath)));
    }

    // A node that is piped on brings its data along: for another session they are the new ones, for its own nobody has said what those are.
    private bool IsOwnData => Node is [ZkNode { Data: var own } only] && (Session ?? only.Session) == only.Session && !_hasValue && ReferenceEquals(Value?.BaseObject, own);

    private void Set(byte[]? data) => ForEachNode((session, path) =>
    {
        if (!ShouldProcess(path, "Set data"))
            return;
        if (Plan(session, new(NodeChangeKind.Set, path, ZkOperation.SetData(path, data, ExpectedVersion), data)))
            return;
        Send(session, path, path.Length + (data?.Length ?? 0), token => session.Client.SetDataAsync(path, data, ExpectedVersion, token), stat =>
        {
            if (PassThru)
                WriteObject(new ZkNode(path, data, stat, session));
        });
    });

    private static FlinkZkException NoValue(string problem) => new(
        "MissingValue", ErrorCategory.InvalidArgument, problem, "Give -Value, an object with the property Value, or pipe the content to -Path. A node without data is set by -Value $null.");
}
