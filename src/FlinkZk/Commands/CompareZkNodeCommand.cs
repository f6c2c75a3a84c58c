using System.Globalization;
using System.Management.Automation;
using FlinkZk.Cmdlets;
using FlinkZk.Coordination;

namespace FlinkZk.Commands;

/// <summary>Compares a subtree with another one, or with a file of Export-ZkNode.</summary>
[Cmdlet(VerbsData.Compare, "ZkNode", DefaultParameterSetName = PathSet)]
[OutputType(typeof(ZkNodeDifference), typeof(ZkNode))]
public sealed class CompareZkNodeCommand : ZkSessionCmdlet
{
    private const string PathSet = "Path";
    private const string FileSet = "File";
    private const string OnlyReference = "<=", OnlyDifference = "=>", Equal = "==";

    /// <summary>The node that is the reference, with everything below.</summary>
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = PathSet)]
    [ArgumentCompleter(typeof(LiteralNodePathCompleter))]
    [ValidateNotNullOrEmpty]
    public string ReferencePath { get; set; } = "";

    /// <summary>A file of Export-ZkNode that is the reference.</summary>
    [Parameter(Mandatory = true, ParameterSetName = FileSet)]
    [ValidateNotNullOrEmpty]
    public string ReferenceFile { get; set; } = "";

    /// <summary>The node that is compared with the reference, with everything below.</summary>
    [Parameter(Mandatory = true, Position = 1, ValueFromPipeline = true)]
    [ArgumentCompleter(typeof(LiteralNodePathCompleter))]
    [ValidateNotNullOrEmpty]
    public string DifferencePath { get; set; } = "";

    /// <summary>The session of -DifferencePath; without it the one of -Session.</summary>
    [Parameter]
    [ValidateNotNull]
    public ZkSession? DifferenceSession { get; set; }

    /// <summary>What is compared where both sides have a node: Data, Acl, Kind (whether it is ephemeral); None: only which nodes there are.</summary>
    [Parameter]
    public TreeAspects Property { get; set; } = TreeAspects.All;

    /// <summary>Gives nodes that are equal, too.</summary>
    [Parameter]
    public SwitchParameter IncludeEqual { get; set; }

    /// <summary>Gives only nodes that are equal.</summary>
    [Parameter]
    public SwitchParameter ExcludeDifferent { get; set; }

    /// <summary>Gives the nodes themselves, with a property SideIndicator.</summary>
    [Parameter(ParameterSetName = PathSet)]
    public SwitchParameter PassThru { get; set; }

    /// <inheritdoc/>
    protected override void Process()
    {
        var (session, other) = (ActiveSession, DifferenceSession ?? ActiveSession);
        Target = ParameterSetName == FileSet ? ReferenceFile : ReferencePath;
        var (top, reference) = Reference(session);
        if (reference is null)
            return;
        Pump(
            token => TreeComparison.CompareAsync(
                reference(token), TreeReader.ReadAsync(other.Client, DifferencePath, new() { ReadAcl = Property.HasFlag(TreeAspects.Acl) }, token), Property, token),
            found => Write(found, top, ParameterSetName == FileSet ? null : session, other));
    }

    private (string Top, Func<CancellationToken, IAsyncEnumerable<TreeItem>>? Read) Reference(ZkSession session)
    {
        if (ParameterSetName != FileSet)
            return (ReferencePath, token => TreeReader.ReadAsync(session.Client, ReferencePath, new() { ReadAcl = Property.HasFlag(TreeAspects.Acl) }, token));
        var file = GetUnresolvedProviderPathFromPSPath(ReferenceFile);
        var progress = new TreeProgress();
        var summary = WatchProgress(Task.Run(() => TreeFile.CheckAsync(file, progress, StopToken)), "Checking the file", () => string.Create(CultureInfo.InvariantCulture, $"{progress.Count:N0} nodes"));
        foreach (var problem in summary.Problems)
            WriteError(problem, ReferenceFile);
        return summary.Problems.Count > 0 ? ("", null) : (summary.Header!.Root, token => TreeFile.ReadAsync(file, token));
    }

    private void Write(TreeDifference found, string top, ZkSession? session, ZkSession other)
    {
        if (found.Error is not null)
        {
            WriteError(found.Error, TreePaths.Below(found.IsDifferenceError ? DifferencePath : top, found.Path));
            return;
        }
        if (found.IsEqual)
        {
            if (IncludeEqual || ExcludeDifferent)
                Write(Equal, top, found.Reference!, found, session);
            return;
        }
        if (ExcludeDifferent)
            return;
        if (found.Reference is { } left)
            Write(OnlyReference, top, left, found, session);
        if (found.Difference is { } right)
            Write(OnlyDifference, DifferencePath, right, found, other);
    }

    private void Write(string side, string top, TreeNode node, TreeDifference found, ZkSession? session)
    {
        var path = TreePaths.Below(top, node.Path);
        if (!PassThru)
        {
            WriteObject(new ZkNodeDifference(side, path, node, found.Differs, found.Reference is null || found.Difference is null, session));
            return;
        }
        var given = PSObject.AsPSObject(new ZkNode(path, node.Data, node.Stat, session!));
        given.Properties.Add(new PSNoteProperty("SideIndicator", side));
        WriteObject(given);
    }
}
