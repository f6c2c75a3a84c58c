using System.Management.Automation;
using FlinkZk.Cmdlets;
using FlinkZk.Coordination;

namespace FlinkZk.Commands;

/// <summary>Moves nodes with everything below, in one transaction.</summary>
[Cmdlet(VerbsCommon.Move, "ZkNode", SupportsShouldProcess = true, DefaultParameterSetName = PathSet)]
[OutputType(typeof(ZkNodeChange))]
public sealed class MoveZkNodeCommand : ZkPathCmdlet
{
    private const string Activity = "Moving nodes";

    /// <summary>The new node; it must not exist. Where it ends with '/', nodes come below it under their own names.</summary>
    [Parameter(Mandatory = true, Position = 1, ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(LiteralNodePathCompleter))]
    [ValidateNotNullOrEmpty]
    public string Destination { get; set; } = "";

    /// <summary>Moves in steps what is too large for one transaction: everything is copied, then deleted node by node where nothing has changed. Otherwise that is refused.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <summary>Creates missing parents as persistent nodes.</summary>
    [Parameter]
    public SwitchParameter Parents { get; set; }

    /// <summary>The access control list of every node at its new place: world:anyone:r,auth::cdrwa, or what Get-ZkAcl gave. Without it each keeps its own.</summary>
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
        var options = new TreeWriteOptions { Acl = AclParameter.Parse(Acl), CreateParents = Parents };
        ForEachNode((session, path) => Move(session, path, TreePaths.Destination(Destination, path), options));
    }

    private void Move(ZkSession session, string path, string to, TreeWriteOptions options)
    {
        var isAsked = TreeQuestion.Ask(this, path, $"Move with everything below to '{to}'", out var isWhatIf);
        if (!isAsked && !(isWhatIf && PassThru))
            return;
        var report = new ChangeReport(this, session, path, Activity) { PassThru = PassThru, IsDryRun = isWhatIf };
        try
        {
            Pump(token => TreeMove.MoveAsync(session.Client, path, to, options with { DryRun = isWhatIf }, Force, token), report.Add);
        }
        finally
        {
            report.End();
        }
    }
}
