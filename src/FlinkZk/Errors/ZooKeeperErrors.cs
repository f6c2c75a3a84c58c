using System.Management.Automation;
using FlinkZk.Client;
using FlinkZk.Wire;

namespace FlinkZk;

/// <summary>What a ZooKeeper server answers (KeeperException.java); the error's id is the code's name.</summary>
internal sealed class ZooKeeperErrors : IErrorTable
{
    public FlinkZkException? Explain(Exception exception) => exception is ZkException refused ? Explain(refused) : null;

    private static FlinkZkException Explain(ZkException refused)
    {
        var (category, action) = Meaning(refused);
        return new FlinkZkException(Enum.IsDefined(refused.Code) ? refused.Code.ToString() : "ServerError", category, refused.Message, action, refused);
    }

    private static (ErrorCategory Category, string? Action) Meaning(ZkException refused) => refused.Code switch
    {
        ErrorCode.NoNode => (ErrorCategory.ObjectNotFound, refused.IsOfCreate ? "-Parents makes what is missing above it, of New-ZkNode, Copy-, Move- and Import-ZkNode." : "Get-ZkChildNode lists what is there."),
        ErrorCode.NodeExists => (ErrorCategory.ResourceExists, "Set-ZkNode changes its data."),
        ErrorCode.BadVersion => (ErrorCategory.InvalidOperation, "Somebody else changed it: read it again with Get-ZkNode and decide anew."),
        ErrorCode.NotEmpty => (ErrorCategory.InvalidOperation, "Remove-ZkNode -Recurse deletes what is below it as well."),
        ErrorCode.NoChildrenForEphemerals => (ErrorCategory.InvalidOperation, "An ephemeral node has no children: choose another parent."),
        ErrorCode.NoAuth => (ErrorCategory.PermissionDenied, "Connect-Zk -Credential gives the session an identity."),
        ErrorCode.AuthFailed or ErrorCode.SessionClosedRequireSaslAuth => (ErrorCategory.AuthenticationError, "Check the credential."),
        ErrorCode.InvalidAcl => (ErrorCategory.InvalidArgument, "An entry reads scheme:id:permissions, for example world:anyone:r. The scheme auth needs a session with an identity: Connect-Zk -Credential or -Sasl; sasl: needs a server with SASL, x509: one with a TLS port."),
        ErrorCode.BadArguments => (ErrorCategory.InvalidArgument, null),
        ErrorCode.ConnectionLoss => (ErrorCategory.ConnectionError, refused.MayHaveHappened ? "It may or may not have been carried out: look before you repeat it." : "It was not carried out: try again."),
        ErrorCode.SessionExpired or ErrorCode.UnknownSession => (ErrorCategory.ConnectionError, "Its ephemeral nodes, locks and watches are gone. Connect-Zk opens a new session."),
        ErrorCode.OperationTimeout or ErrorCode.RequestTimeout => (ErrorCategory.OperationTimeout, null),
        ErrorCode.Unimplemented => (ErrorCategory.NotImplemented, "The server is older than this operation."),
        ErrorCode.NotReadOnly => (ErrorCategory.InvalidOperation, "The server is cut off from its ensemble and answers reads only."),
        ErrorCode.QuotaExceeded => (ErrorCategory.QuotaExceeded, null),
        ErrorCode.SystemError => (ErrorCategory.ResourceUnavailable, "Nothing was changed. Why, the server's log says: most often its disk or its memory is full. Test-ZkServer and Get-ZkServer tell what they can see."),
        ErrorCode.ThrottledOp => (ErrorCategory.ResourceUnavailable, "The server sheds load: try again later."),
        _ => (ErrorCategory.InvalidOperation, null),
    };
}
