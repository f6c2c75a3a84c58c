using System.Management.Automation;
using FlinkZk.Coordination;

namespace FlinkZk.Commands;

/// <summary>Copies nodes, with -Recurse and everything below, within an ensemble or to another.</summary>
[Cmdlet(VerbsCommon.Copy, "ZkNode", SupportsShouldProcess = true, DefaultParameterSetName = PathSet)]
[OutputType(typeof(ZkNodeChange))]
public sealed class CopyZkNodeCommand : ZkTransferCmdlet
{
    /// <summary>The session of the copies; without it that of a drive in the destination, or else the source's.</summary>
    [Parameter]
    [SessionArgument]
    [ArgumentCompleter(typeof(SessionValueCompleter))]
    [ValidateNotNull]
    public ZkSession? DestinationSession { get; set; }

    /// <summary>Copies everything below as well.</summary>
    [Parameter]
    public SwitchParameter Recurse { get; set; }

    /// <summary>Overwrites nodes that exist with data and access control list of the source; what the source does not have stays.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    private protected override ZkSession DestinationOf(ZkSession session, ZkSession? ofDrive) => DestinationSession ?? ofDrive ?? session;

    private protected override void Transfer(ZkSession session, string path, ZkSession target, string to, TreeWriteOptions options)
    {
        options = options with { Existing = Force ? TreeExisting.Overwrite : TreeExisting.Refuse };
        new TreeRun(this, target, path, "Copying nodes") { PassThru = PassThru }.Carry(path, $"Copy {(Recurse ? "with everything below " : "")}to '{to}'",
            (isDry, token) => TreeCopy.CopyAsync(session.Client, path, Recurse, target.Client, to, options with { DryRun = isDry }, token));
    }
}
