using System.Management.Automation;
using System.Net.Sockets;
using FlinkZk.Client;
using FlinkZk.Coordination;
using FlinkZk.Server;
using FlinkZk.Streams;
using FlinkZk.Wire;

namespace FlinkZk;

/// <summary>Turns what the rooms throw into error records: the one place that knows ids, categories and what to do.</summary>
internal static class ErrorMapper
{
    // ConciseView shows the recommended action from PowerShell 7.5 on; before, it belongs into the text or nobody sees it.
    private static readonly bool ViewShowsAction = typeof(PSObject).Assembly.GetName().Version >= new Version(7, 5);

    public static ErrorRecord ToErrorRecord(Exception exception, object? target)
    {
        var known = exception as FlinkZkException ?? Explain(exception);
        var action = known.RecommendedAction ?? "";
        return new ErrorRecord(exception, known.ErrorId, known.Category, target)
        {
            ErrorDetails = new ErrorDetails(ViewShowsAction ? known.Message : $"{known.Message} {action}".TrimEnd()) { RecommendedAction = action },
        };
    }

    private static FlinkZkException Explain(Exception exception) => exception switch
    {
        AggregateException { InnerExceptions.Count: 1 } several => Explain(several.InnerException!),
        ZkException refused => Explain(refused),
        ConfigurationConflictException => Known("ConfigurationConflict", ErrorCategory.InvalidOperation, exception, "Read it again with Get-ZkConfig and decide anew."),
        ConfigurationKeyNotFoundException => Known("KeyNotFound", ErrorCategory.ObjectNotFound, exception, "Keys are case-sensitive. Get-ZkConfig lists them."),
        ConfigurationChangeTooLargeException => Known("ChangeTooLarge", ErrorCategory.LimitsExceeded, exception, "Change fewer or smaller values at a time."),
        DataDamagedException damaged => Known("DataDamaged", ErrorCategory.InvalidData, damaged,
            "Nothing was changed. Restore a back-up with Restore-ZkServerData; or give up what is behind that place with Repair-ZkServerData, which says what is lost and keeps the damaged files."),
        InvalidDataException => Known("InvalidData", ErrorCategory.InvalidData, exception),
        NotSupportedException => Known("ValueNotSupported", ErrorCategory.InvalidType, exception),
        StreamException failed => new FlinkZkException(failed.Id.ToString(), StreamErrors.Category(failed.Id), failed.Message, failed.RecommendedAction, failed),
        TimeoutException => Known("Timeout", ErrorCategory.OperationTimeout, exception, "Raise -Timeout, or find out what is slow."),
        FileNotFoundException or DirectoryNotFoundException => Known("FileNotFound", ErrorCategory.ObjectNotFound, exception, "Check the path."),
        SocketException or IOException => Known("ConnectionFailed", ErrorCategory.ConnectionError, exception, "Check the address, and that a server listens there."),
        FormatException => Known("InvalidFormat", ErrorCategory.InvalidArgument, exception),
        ArgumentException argument => new FlinkZkException("InvalidArgument", ErrorCategory.InvalidArgument, WithoutParameter(argument), innerException: argument),
        ObjectDisposedException => Known("SessionClosed", ErrorCategory.ConnectionError, exception, "Connect-Zk opens a new session."),
        OperationCanceledException => Known("Cancelled", ErrorCategory.OperationStopped, exception),
        _ => Known("Unexpected", ErrorCategory.NotSpecified, exception),
    };

    private static FlinkZkException Explain(ZkException refused)
    {
        var id = Enum.IsDefined(refused.Code) ? refused.Code.ToString() : "ServerError";
        return refused.Code switch
        {
            ErrorCode.NoNode => Known(id, ErrorCategory.ObjectNotFound, refused, "Get-ZkChildNode lists what is there; New-ZkNode -Parents makes what is missing."),
            ErrorCode.NodeExists => Known(id, ErrorCategory.ResourceExists, refused, "Set-ZkNode changes its data."),
            ErrorCode.BadVersion => Known(id, ErrorCategory.InvalidOperation, refused, "Somebody else changed it: read it again with Get-ZkNode and decide anew."),
            ErrorCode.NotEmpty => Known(id, ErrorCategory.InvalidOperation, refused, "Remove-ZkNode -Recurse deletes what is below it as well."),
            ErrorCode.NoChildrenForEphemerals => Known(id, ErrorCategory.InvalidOperation, refused, "An ephemeral node has no children: choose another parent."),
            ErrorCode.NoAuth => Known(id, ErrorCategory.PermissionDenied, refused, "Connect-Zk -Credential gives the session an identity."),
            ErrorCode.AuthFailed or ErrorCode.SessionClosedRequireSaslAuth => Known(id, ErrorCategory.AuthenticationError, refused, "Check the credential."),
            ErrorCode.InvalidAcl => Known(id, ErrorCategory.InvalidArgument, refused, "An entry reads scheme:id:permissions, for example world:anyone:r. The scheme auth needs a session with an identity: Connect-Zk -Credential or -Sasl."),
            ErrorCode.BadArguments => Known(id, ErrorCategory.InvalidArgument, refused),
            ErrorCode.ConnectionLoss => Known(id, ErrorCategory.ConnectionError, refused, refused.MayHaveHappened ? "It may or may not have been carried out: look before you repeat it." : "It was not carried out: try again."),
            ErrorCode.SessionExpired or ErrorCode.UnknownSession => Known(id, ErrorCategory.ConnectionError, refused, "Its ephemeral nodes, locks and watches are gone. Connect-Zk opens a new session."),
            ErrorCode.OperationTimeout or ErrorCode.RequestTimeout => Known(id, ErrorCategory.OperationTimeout, refused),
            ErrorCode.Unimplemented => Known(id, ErrorCategory.NotImplemented, refused, "The server is older than this operation."),
            ErrorCode.NotReadOnly => Known(id, ErrorCategory.InvalidOperation, refused, "The server is cut off from its ensemble and answers reads only."),
            ErrorCode.QuotaExceeded => Known(id, ErrorCategory.QuotaExceeded, refused),
            ErrorCode.ThrottledOp => Known(id, ErrorCategory.ResourceUnavailable, refused, "The server sheds load: try again later."),
            _ => Known(id, ErrorCategory.InvalidOperation, refused),
        };
    }

    // The name of a C# parameter says nothing at a prompt.
    private static string WithoutParameter(ArgumentException exception) =>
        exception.ParamName is null ? exception.Message : exception.Message.Replace($" (Parameter '{exception.ParamName}')", "", StringComparison.Ordinal);

    private static FlinkZkException Known(string id, ErrorCategory category, Exception exception, string? action = null) =>
        new(id, category, exception.Message, action, exception);
}
