using System.Management.Automation;
using FlinkZk.Client;
using FlinkZk.Cmdlets;
using FlinkZk.Coordination;
using FlinkZk.Wire;

namespace FlinkZk.Commands;

/// <summary>Creates nodes.</summary>
[Cmdlet(VerbsCommon.New, "ZkNode", SupportsShouldProcess = true, DefaultParameterSetName = PersistentSet)]
[OutputType(typeof(ZkNode))]
public sealed class NewZkNodeCommand : ZkNodeCmdlet
{
    private const string PersistentSet = "Persistent";
    private const string EphemeralSet = "Ephemeral";
    private const string ContainerSet = "Container";
    private const string TtlSet = "TimeToLive";
    private readonly HashSet<(ZkSession Session, string Path)> _parents = [];

    /// <summary>The paths, taken as they are: what does not exist yet cannot fit a pattern.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(LiteralNodePathCompleter))]
    [NoDictionary]
    [ValidateNotNullOrEmpty]
    public string[] Path { get; set; } = [];

    /// <summary>The data: text, stored as UTF-8, bytes, or a single value such as a number or a time. Without it a node without data. Of what is piped, the property Value, Data or Text: a node brings its own.</summary>
    [Parameter(Position = 1, ValueFromPipelineByPropertyName = true)]
    [Alias("Data", "Text")]
    public PSObject? Value { get; set; }

    /// <summary>Creates missing parents as persistent nodes.</summary>
    [Parameter]
    public SwitchParameter Parents { get; set; }

    /// <summary>The node goes with the session.</summary>
    [Parameter(Mandatory = true, ParameterSetName = EphemeralSet)]
    public SwitchParameter Ephemeral { get; set; }

    /// <summary>The server appends a number of ten digits to the name.</summary>
    [Parameter(ParameterSetName = PersistentSet)]
    [Parameter(ParameterSetName = EphemeralSet)]
    [Parameter(ParameterSetName = TtlSet)]
    public SwitchParameter Sequential { get; set; }

    /// <summary>The server deletes the node some time after its last child went.</summary>
    [Parameter(Mandatory = true, ParameterSetName = ContainerSet)]
    public SwitchParameter Container { get; set; }

    /// <summary>The server deletes the node when it was unchanged and childless for this long.</summary>
    [Parameter(Mandatory = true, ParameterSetName = TtlSet)]
    [Alias("Ttl")]
    public Duration TimeToLive { get; set; }

    /// <summary>Access control entries: world:anyone:r,auth::cdrwa,digest:alice:password:cdrwa, or what Get-ZkAcl gave.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(AclCompleter))]
    public object[]? Acl { get; set; }

    private protected override bool Changes => true;

    /// <inheritdoc/>
    protected override void Process()
    {
        Target = Value;
        var data = NodeContent.ToBytes(Value);
        var acl = AclParameter.Parse(Acl);
        foreach (var given in Path)
        {
            ForTarget(given, () =>
            {
                var (session, path) = LocateNew(given);
                if (!ShouldProcess(path, $"Create {Mode} node"))
                    return;
                ZnodePath.Validate(path, Mode.IsSequential());
                if (Parents && NodeTransaction.Current is not null)
                    throw NodeTransaction.Refuse("-Parents", "Make the parents before it, or with a New-ZkNode each within it.");
                if (Plan(session, new(NodeChangeKind.Create, path, ZkOperation.Create(path, data, Mode, acl ?? NodeTree.DefaultAcl(session.Client), Ttl), data)))
                    return;
                if (Parents && ZnodePath.Parent(path) is { } parent && !_parents.Contains((session, parent)))
                    MakeParents(session, parent);
                Send(session, path, path.Length + (data?.Length ?? 0), token => NodeWriter.CreateAsync(session, path, data, Mode, acl, Ttl, parents: false, token), WriteObject);
            });
        }
        LeaveRecord();
    }

    // Behind a drive a path is one of PowerShell's, as its items have it: there a backtick takes away the meaning of what follows.
    private (ZkSession Session, string Path) LocateNew(string given)
    {
        var (session, path) = Locate(given);
        return (session, given.StartsWith('/') ? path : NodePattern.Unescape(path));
    }

    // Before what comes behind is sent: it may be one of them.
    private void MakeParents(ZkSession session, string parent)
    {
        FinishRequests();
        Wait(token => NodeTree.EnsureAsync(session.Client, parent, token));
        for (var path = parent; path is not null; path = ZnodePath.Parent(path))
            _parents.Add((session, path));
    }

    private TimeSpan? Ttl => ParameterSetName == TtlSet ? TimeToLive.Value : null;

    private CreateMode Mode => (ParameterSetName, Sequential.IsPresent) switch
    {
        (EphemeralSet, false) => CreateMode.Ephemeral,
        (EphemeralSet, true) => CreateMode.EphemeralSequential,
        (ContainerSet, _) => CreateMode.Container,
        (TtlSet, false) => CreateMode.PersistentWithTtl,
        (TtlSet, true) => CreateMode.PersistentSequentialWithTtl,
        (_, true) => CreateMode.PersistentSequential,
        _ => CreateMode.Persistent,
    };
}
