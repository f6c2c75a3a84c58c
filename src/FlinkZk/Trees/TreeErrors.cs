using System.Management.Automation;
using FlinkZk.Coordination;

namespace FlinkZk;

/// <summary>What work on subtrees refuses.</summary>
internal sealed class TreeErrors : IErrorTable
{
    public FlinkZkException? Explain(Exception exception) => exception is not TreeException refused ? null : refused.Id switch
    {
        TreeError.DestinationInsideSource => Known(refused, ErrorCategory.InvalidArgument, "Choose a destination that does not lie below the source."),
        TreeError.DestinationExists => Known(refused, ErrorCategory.ResourceExists,
            "End the destination with '/' to come below it under its own name; Copy- and Import-ZkNode -Force overwrite what is there, Import-ZkNode -Resume keeps what is equal."),
        TreeError.NodeDiffers => Known(refused, ErrorCategory.ResourceExists, "-Force overwrites it. Compare-ZkNode shows what is different."),
        TreeError.EphemeralNode => Known(refused, ErrorCategory.InvalidOperation, "Only the session that made it can make it anew: end that program, or leave the node out."),
        TreeError.MaskedAcl => Known(refused, ErrorCategory.PermissionDenied, "Read it in a session that may administer the node (Connect-Zk -Credential), or give the copies a list of their own with -Acl."),
        TreeError.TreeTooLarge => Known(refused, ErrorCategory.LimitsExceeded, "-Force moves it in steps: everything is copied, then deleted node by node where nothing has changed."),
        TreeError.ChangedMeanwhile => Known(refused, ErrorCategory.InvalidOperation, "Nothing is lost: both places hold what is named. Look at both, and move again when nobody writes there."),
        TreeError.MoveIncomplete => Known(refused, ErrorCategory.InvalidOperation, "Mend what the errors before name; remove the copies, and move again."),
        TreeError.RootNotMovable => Known(refused, ErrorCategory.InvalidArgument, "Move its children: Move-ZkNode '/*' -Destination /new/."),
        TreeError.FileExists => Known(refused, ErrorCategory.ResourceExists, "Choose another name; -Force replaces a file."),
        TreeError.InvalidLine => Known(refused, ErrorCategory.InvalidData, "Nothing was written. Correct the line; whoever edits a file takes 'sha256' out of its last line."),
        TreeError.FileDamaged => Known(refused, ErrorCategory.InvalidData, "Nothing was written. Export it anew, or take another copy of the file; whoever edits a file takes 'sha256' out of its last line and puts 'nodes' right."),
        TreeError.UnknownFormat => Known(refused, ErrorCategory.InvalidData, "Give a file that Export-ZkNode has made; for one of a later version, a later version of the module."),
        _ => Known(refused, ErrorCategory.NotSpecified, null),
    };

    private static FlinkZkException Known(TreeException refused, ErrorCategory category, string? action) => new(refused.Id.ToString(), category, refused.Message, action, refused);
}
