using System.Management.Automation;
using FlinkZk.Cmdlets;
using FlinkZk.Wire;

namespace FlinkZk.Commands;

/// <summary>Replaces the access control lists of nodes; with -Recurse, of everything below as well.</summary>
[Cmdlet(VerbsCommon.Set, "ZkAcl", SupportsShouldProcess = true, DefaultParameterSetName = PathSet)]
[OutputType(typeof(ZkAcl))]
public sealed class SetZkAclCommand : ZkPathCmdlet
{
    private const string EntrySet = "InputObject";
    private readonly List<(ZkAcl Entry, ZkSession Session)> _piped = [];

    /// <summary>The paths, as patterns. With entries from the pipeline: where they go; without it each goes back to its own node.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true, ParameterSetName = PathSet)]
    [Parameter(Position = 0, ParameterSetName = EntrySet)]
    [ArgumentCompleter(typeof(NodePathCompleter))]
    [NoDictionary]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    public override string[] Path { get; set; } = [];

    /// <summary>The paths as they are: no character has a meaning of its own.</summary>
    [Parameter(Mandatory = true, ValueFromPipelineByPropertyName = true, ParameterSetName = LiteralPathSet)]
    [Parameter(ParameterSetName = EntrySet)]
    [Alias("LP")]
    [ArgumentCompleter(typeof(LiteralNodePathCompleter))]
    [ValidateNotNullOrEmpty]
    public override string[] LiteralPath { get; set; } = [];

    /// <summary>The new entries: world:anyone:r,auth::cdrwa,digest:alice:password:cdrwa, or what Get-ZkAcl gave.</summary>
    [Parameter(Position = 1, ParameterSetName = PathSet)]
    [Parameter(Position = 1, ParameterSetName = LiteralPathSet)]
    [Parameter(Mandatory = true, Position = 1, ParameterSetName = NodeSet)]
    [ArgumentCompleter(typeof(AclCompleter))]
    [ValidateNotNullOrEmpty]
    public object[] Acl { get; set; } = [];

    /// <summary>Entries of Get-ZkAcl; all that come for a node make its list.</summary>
    [Parameter(Mandatory = true, ValueFromPipeline = true, ParameterSetName = EntrySet)]
    [ValidateNotNullOrEmpty]
    public ZkAcl[] InputObject { get; set; } = [];

    /// <summary>Changes a list only if it is of this version (AclVersion of a node, Version of an entry).</summary>
    [Parameter]
    [Alias("Version")]
    [ValidateRange(0, int.MaxValue)]
    public int ExpectedVersion { get; set; } = -1;

    /// <summary>Sets the list of everything below as well. It is not atomic, and leaves out what others create meanwhile.</summary>
    [Parameter]
    public SwitchParameter Recurse { get; set; }

    /// <summary>Gives the new list, as the server keeps it.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <inheritdoc/>
    protected override void Begin()
    {
        if (Recurse && ExpectedVersion >= 0)
            throw new FlinkZkException("InvalidArgument", ErrorCategory.InvalidArgument, "Each node has a version of its own: -ExpectedVersion does not go with -Recurse.", "Leave one of them out.");
    }

    /// <inheritdoc/>
    protected override void Process()
    {
        if (ParameterSetName == EntrySet)
        {
            // The entries of a node come one by one: its list is complete at the end.
            var session = ActiveSession;
            _piped.AddRange(InputObject.Select(entry => (entry, session)));
            return;
        }
        if (Acl.Length == 0)
        {
            Target = Path.Concat(LiteralPath).FirstOrDefault();
            throw new FlinkZkException("MissingAcl", ErrorCategory.InvalidArgument, "There is no access control list to set.",
                "Give -Acl, such as world:anyone:r,auth::cdrwa, or pipe the entries that Get-ZkAcl gives.");
        }
        Target = Acl;
        var acl = AclParameter.Parse(Acl)!;
        ForEachNode((session, path) => SetAcl(session, path, acl));
    }

    /// <inheritdoc/>
    protected override void End()
    {
        var toOwnNode = Path.Length == 0 && LiteralPath.Length == 0;
        foreach (var group in _piped.GroupBy(piped => (piped.Session, Path: toOwnNode ? piped.Entry.Path : null)))
        {
            void Set(ZkSession session, string path) => SetAcl(session, path, [.. group.Select(piped => piped.Entry.ToEntry()).Distinct()]);
            if (group.Key.Path is { } own)
                ForTarget(own, () => Set(group.Key.Session, own));
            else
                ForEachNode(Set, group.Key.Session);
        }
    }

    private void SetAcl(ZkSession session, string path, IReadOnlyList<Acl> acl)
    {
        if (!ShouldProcess(path, $"Set access control list {(Recurse ? "of it and everything below " : "")}to {AclParameter.Describe(acl)}"))
            return;
        if (Recurse)
            SetTree(session, path, acl);
        else
            Wait(async token => await session.Client.SetAclAsync(path, acl, ExpectedVersion, token).ConfigureAwait(false));
        if (Wait(token => AclReader.IsShutOutAsync(session, acl, token)))
            WriteWarning($"No entry lets this session administer '{path}' any more (permission a): from now on it cannot change the list, and the node only as far as another entry allows.");
        if (PassThru)
            WriteObject(Wait(token => AclReader.ReadAsync(session, path, token)), enumerateCollection: true);
    }

    private void SetTree(ZkSession session, string path, IReadOnlyList<Acl> acl)
    {
        var progress = new TreeProgress();
        var work = Task.Run(() => AclWriter.SetTreeAsync(session, path, acl, progress, StopToken).AsTask());
        var failures = WatchProgress(work, "Setting access control lists", () => $"{progress.Count:N0} set, last {progress.Last}");
        WriteFailures(failures);
        WriteVerbose($"Set the access control list of {progress.Count:N0} nodes.");
    }
}
