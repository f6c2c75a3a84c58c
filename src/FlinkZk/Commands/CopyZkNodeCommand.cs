using System.Management.Automation;
using FlinkZk.Cmdlets;
using FlinkZk.Coordination;

namespace FlinkZk.Commands;

/// <summary>Copies nodes, with -Recurse and everything below, within an ensemble or to another.</summary>
[Cmdlet(VerbsCommon.Copy, "ZkNode", SupportsShouldProcess = true, DefaultParameterSetName = PathSet)]
[OutputType(typeof(ZkNodeChange))]
public sealed class CopyZkNodeCommand : ZkPathCmdlet
{
    private const string Activity = "Copying nodes";

    /// <summary>The new node. Where it ends with '/', copies come below it under their own names.</summary>
    [Parameter(Mandatory = true, Position = 1, ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(LiteralNodePathCompleter))]
    [ValidateNotNullOrEmpty]
    public string Destination { get; set; } = "";

    /// <summary>The session of the copies; without it the source's.</summary>
    [Parameter]
    [ValidateNotNull]
    public ZkSession? DestinationSession { get; set; }

    /// <summary>Copies everything below as well.</summary>
    [Parameter]
    public SwitchParameter Recurse { get; set; }

    /// <summary>Overwrites nodes that exist with data and access control list of the source; what the source does not have stays.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <summary>Creates missing parents as persistent nodes.</summary>
    [Parameter]
    public SwitchParameter Parents { get; set; }

    /// <summary>The access control list of every copy: world:anyone:r,auth::cdrwa, or what Get-ZkAcl gave. Without it each keeps its source's.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(AclCompleter))]
    public object[]? Acl { get; set; }

    /// <summary>Gives an object for each node: where it is now, the version as read, and whether all came about in one transaction.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <inheritdoc/>
    protected override void Process()
    {
        Target = Acl;
        var options = new TreeWriteOptions { Existing = Force ? TreeExisting.Overwrite : TreeExisting.Refuse, Acl = AclParameter.Parse(Acl), CreateParents = Parents };
        ForEachNode((session, path) => Copy(session, path, DestinationSession ?? session, TreePaths.Destination(Destination, path), options));
    }

    private void Copy(ZkSession session, string path, ZkSession target, string to, TreeWriteOptions options)
    {
        var isAsked = TreeQuestion.Ask(this, path, $"Copy {(Recurse ? "with everything below " : "")}to '{to}'", out var isWhatIf);
        if (!isAsked && !(isWhatIf && PassThru))
            return;
        var report = new ChangeReport(this, target, path, Activity) { PassThru = PassThru, IsDryRun = isWhatIf };
        try
        {
            Pump(token => TreeCopy.CopyAsync(session.Client, path, Recurse, target.Client, to, options with { DryRun = isWhatIf }, token), report.Add);
            report.WarnOfSkipped();
        }
        finally
        {
            report.End();
        }
    }
}
