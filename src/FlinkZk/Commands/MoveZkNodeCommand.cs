using System.Management.Automation;
using FlinkZk.Coordination;

namespace FlinkZk.Commands;

/// <summary>Moves nodes with everything below, in one transaction.</summary>
[Cmdlet(VerbsCommon.Move, "ZkNode", SupportsShouldProcess = true, DefaultParameterSetName = PathSet)]
[OutputType(typeof(ZkNodeChange))]
public sealed class MoveZkNodeCommand : ZkTransferCmdlet
{
    /// <summary>Moves in steps what is too large for one transaction: everything is copied, then deleted node by node where nothing has changed. Otherwise that is refused.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    private protected override ZkSession DestinationOf(ZkSession session, ZkSession? ofDrive) => ofDrive is null || ofDrive == session ? session : throw TreePaths.OtherSession();

    private protected override void Transfer(ZkSession session, string path, ZkSession target, string to, TreeWriteOptions options)
    {
        ProtectedNodes.Check(session, path);
        new TreeRun(this, session, path, "Moving nodes") { PassThru = PassThru }.Carry(path, $"Move with everything below to '{to}'",
            (isDry, token) => TreeMove.MoveAsync(session.Client, path, to, options with { DryRun = isDry }, Force, token));
    }
}
