using System.Net.Sockets;
using FlinkZk.Server;

namespace FlinkZk.ServerApp;

/// <summary>Why a server does not start, in an operator's words.</summary>
internal static class StartFailure
{
    /// <summary>What is wrong, where, and what to do; for what nobody expects, everything that is known of it.</summary>
    public static string Explain(Exception exception, ZkServerOptions options) => exception switch
    {
        SocketException { SocketErrorCode: SocketError.AddressAlreadyInUse } => $"The port {Ports(options)} of {options.Address} is taken. Stop what listens there, or choose another one with --port.",
        SocketException { SocketErrorCode: SocketError.AccessDenied } => $"The port {Ports(options)} may not be opened by this user: ports below 1024 need rights of their own. Choose another one with --port.",
        SocketException { SocketErrorCode: SocketError.AddressNotAvailable } => $"{options.Address} is not an address of this machine. Choose one of its own with --address, or 0.0.0.0 for all.",
        SocketException e => $"The server cannot listen on {options.Address}, port {Ports(options)}: {e.Message}",
        DataDamagedException e => $"{e.Message}\nNothing was changed. Restore a back-up (Restore-ZkServerData), or give up what is behind that place:\n"
            + $"  Repair-ZkServerData '{options.DataPath}'",
        InvalidDataException or FileNotFoundException when options.Tls is not null => $"{exception.Message} Its password, if it has one, comes from --certificate-password-file.",
        DataFolderException { Problem: DataFolderProblem.JavaData } e => $"{e.Message}\n  Import-ZkServerData '{e.Path}' NEWFOLDER",
        DataFolderException e => e.Message,
        UnauthorizedAccessException or IOException when options.DataPath is not null => $"The data folder {options.DataPath} cannot be used: {exception.Message}",
        _ => $"The server cannot start: {exception}",
    };

    private static string Ports(ZkServerOptions options) => options.SecurePort is > 0 ? $"{options.Port} or {options.SecurePort}" : $"{options.Port}";
}
