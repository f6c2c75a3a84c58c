using System.Globalization;
using System.Management.Automation;
using FlinkZk.Cmdlets;
using FlinkZk.Coordination;

namespace FlinkZk.Commands;

/// <summary>Compares a subtree with another one, or with a file of Export-ZkNode.</summary>
[Cmdlet(VerbsData.Compare, "ZkNode", DefaultParameterSetName = PathSet)]
[OutputType(typeof(ZkNodeDifference), typeof(ZkNode))]
public sealed class CompareZkNodeCommand : ZkNodeCmdlet
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

    /// <summary>The session of -DifferencePath; without it that of a drive in it, or else the one of -Session.</summary>
    [Parameter]
    [SessionArgument]
    [ArgumentCompleter(typeof(SessionValueCompleter))]
    [ValidateNotNull]
    public ZkSession? DifferenceSession { get; set; }

    /// <summary>What is compared where both sides have a node: Data, Acl, Kind (whether it is ephemeral); None or Existence: only which nodes there are.</summary>
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
        Target = ParameterSetName == FileSet ? ReferenceFile : ReferencePath;
        var (ofDrive, difference) = DriveQualifiedPath.Read(SessionState, DifferencePath);
        var right = new Side(DifferenceSession ?? ofDrive ?? ActiveSession, difference);
        if (ParameterSetName == FileSet)
        {
            if (Checked() is { } file)
                Compare(token => TreeFile.ReadAsync(file.Path, token), new(null, file.Root), right);
        }
        else
        {
            var (session, reference) = Locate(ReferencePath);
            Compare(token => Read(session, reference, token), new(session, reference), right);
        }
    }

    private IAsyncEnumerable<TreeItem> Read(ZkSession session, string path, CancellationToken cancellationToken) =>
        TreeReader.ReadAsync(session.Client, path, new() { ReadAcl = Property.HasFlag(TreeAspects.Acl) }, cancellationToken);

    private void Compare(Func<CancellationToken, IAsyncEnumerable<TreeItem>> reference, Side left, Side right) => Pump(
        token => TreeComparison.CompareAsync(reference(token), Read(right.Session!, right.Top, token), Property, token), found => Write(found, left, right));

    private (string Path, string Root)? Checked()
    {
        var file = RegularFile.Check(FullPath(ReferenceFile));
        var progress = new TreeProgress();
        var summary = WatchProgress(Task.Run(() => TreeFile.CheckAsync(file, progress, StopToken)), "Checking the file", () => string.Create(CultureInfo.InvariantCulture, $"{progress.Count:N0} nodes"));
        foreach (var problem in summary.Problems)
            WriteError(problem, ReferenceFile);
        return summary.Problems.Count > 0 ? null : (file, summary.Header!.Root);
    }

    private void Write(TreeDifference found, Side left, Side right)
    {
        if (found.Error is not null)
        {
            WriteError(found.Error, TreePaths.Below((found.IsDifferenceError ? right : left).Top, found.Path));
            return;
        }
        if (found.IsEqual)
        {
            if (IncludeEqual || ExcludeDifferent)
                Write(Equal, left, found.Reference!, found);
            return;
        }
        if (ExcludeDifferent)
            return;
        if (found.Reference is { } inReference)
            Write(OnlyReference, left, inReference, found);
        if (found.Difference is { } inDifference)
            Write(OnlyDifference, right, inDifference, found);
    }

    private void Write(string indicator, Side side, TreeNode node, TreeDifference found)
    {
        var path = TreePaths.Below(side.Top, node.Path);
        if (!PassThru)
        {
            WriteObject(new ZkNodeDifference(indicator, path, node, found.Differs, found.Reference is null || found.Difference is null, side.Session));
            return;
        }
        var given = PSObject.AsPSObject(new ZkNode(path, node.Data, node.Stat, side.Session!));
        given.Properties.Add(new PSNoteProperty("SideIndicator", indicator));
        WriteObject(given);
    }

    /// <summary>One of the two that are compared; a file has no session.</summary>
    private readonly record struct Side(ZkSession? Session, string Top);
}
