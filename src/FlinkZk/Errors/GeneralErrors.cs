using System.Management.Automation;
using System.Net.Sockets;

namespace FlinkZk;

/// <summary>Exceptions of .NET itself, which any room may let through.</summary>
internal sealed class GeneralErrors : IErrorTable
{
    public FlinkZkException? Explain(Exception exception) => exception switch
    {
        NotSupportedException => Known("ValueNotSupported", ErrorCategory.InvalidType, exception),
        TimeoutException => Known("Timeout", ErrorCategory.OperationTimeout, exception, "Raise -Timeout, or find out what is slow."),
        InvalidDataException => Known("InvalidData", ErrorCategory.InvalidData, exception),
        FileNotFoundException or DirectoryNotFoundException => Known("FileNotFound", ErrorCategory.ObjectNotFound, exception, "Check the path."),
        UnauthorizedAccessException => Known("FileDenied", ErrorCategory.PermissionDenied, exception, "Choose another path, or ask for the rights."),
        SocketException or IOException { InnerException: SocketException } =>
            Known("ConnectionFailed", ErrorCategory.ConnectionError, exception, "Check the address, and that a server listens there."),
        IOException => Known("FileNotUsable", ErrorCategory.ResourceUnavailable, exception, "Check the path, that nobody else has the file open, and that the disk has room."),
        FormatException => Known("InvalidFormat", ErrorCategory.InvalidArgument, exception),
        ArgumentException argument => new("InvalidArgument", ErrorCategory.InvalidArgument, WithoutParameter(argument), "Get-Help with the cmdlet's name and -Full tells what its parameters take.", argument),
        ObjectDisposedException => Known("SessionClosed", ErrorCategory.ConnectionError, exception, "Connect-Zk opens a new session."),
        OperationCanceledException => Known("Cancelled", ErrorCategory.OperationStopped, exception),
        _ => null,
    };

    // The name of a C# parameter says nothing at a prompt.
    internal static string WithoutParameter(ArgumentException exception) =>
        exception.ParamName is null ? exception.Message : exception.Message.Replace($" (Parameter '{exception.ParamName}')", "", StringComparison.Ordinal);

    private static FlinkZkException Known(string id, ErrorCategory category, Exception exception, string? action = null) =>
        new(id, category, exception.Message, action, exception);
}
