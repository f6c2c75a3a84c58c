using System.Management.Automation;
using FlinkZk.Cmdlets;
using FlinkZk.Wire;

namespace FlinkZk.Commands;

/// <summary>Replaces the access control lists of nodes; with -Recurse, of everything below as well.</summary>
[Cmdlet(VerbsCommon.Set, "ZkAcl", SupportsShouldProcess = true, DefaultParameterSetName = EntrySet)]
[OutputType(typeof(ZkAcl))]
public sealed class SetZkAclCommand : ZkSessionCmdlet
{
    private const string TextSet = "Acl";
    private const string EntrySet = "InputObject";
    private readonly List<(ZkAcl Entry, ZkSession Session)> _piped = [];

    /// <summary>The paths. With entries from the pipeline: where they go; without it each goes back to its own node.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true, ParameterSetName = TextSet)]
    [Parameter(Position = 0, ParameterSetName = EntrySet)]
    [ArgumentCompleter(typeof(NodePathCompleter))]
    [ValidateNotNullOrEmpty]
    public string[]? Path { get; set; }

    /// <summary>The new entries: world:anyone:r,auth::cdrwa,digest:alice:password:cdrwa, or what Get-ZkAcl gave.</summary>
    [Parameter(Mandatory = true, Position = 1, ParameterSetName = TextSet)]
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
        var session = ActiveSession;
        if (ParameterSetName == EntrySet)
        {
            // The entries of a node come one by one: its list is complete at the end.
            _piped.AddRange(InputObject.Select(entry => (entry, session)));
            return;
        }
        Target = Path;
        var acl = AclParameter.Parse(Acl)!;
        foreach (var path in Path!)
            ForTarget(path, () => SetAcl(session, path, acl));
    }

    /// <inheritdoc/>
    protected override void End()
    {
        foreach (var group in _piped.GroupBy(piped => (piped.Session, Path: Path is null ? piped.Entry.Path : null)))
        {
            foreach (var path in Path ?? [group.Key.Path!])
                ForTarget(path, () => SetAcl(group.Key.Session, path, [.. group.Select(piped => piped.Entry.ToEntry()).Distinct()]));
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
        if (PassThru)
            WriteObject(Wait(token => AclReader.ReadAsync(session, path, token)), enumerateCollection: true);
    }

    private void SetTree(ZkSession session, string path, IReadOnlyList<Acl> acl)
    {
        var progress = new TreeProgress();
        var work = Task.Run(async () =>
        {
            await AclWriter.SetTreeAsync(session, path, acl, progress, StopToken).ConfigureAwait(false);
            return progress.Count;
        });
        var changed = WatchProgress(work, "Setting access control lists", () => $"{progress.Count:N0} set, last {progress.Last}");
        WriteVerbose($"Set the access control list of {changed:N0} nodes.");
    }
}
