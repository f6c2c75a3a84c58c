using System.Net.Sockets;
using FlinkZk.Server.Errors;
using FlinkZk.Server.Options;

namespace FlinkZk.ServerApp;

/// <summary>Why a server does not start, in an operator's words.</summary>
internal static class StartFailure
{
    /// <summary>What is wrong, where, and what to do; for what nobody expects, everything that is known of it.</summary>
    /// <param name="exception">What went wrong.</param>
    /// <param name="options">What was asked for.</param>
    /// <param name="javaLogPath">Where the log of a Java server lies, if its zoo.cfg says so.</param>
    public static string Explain(Exception exception, ZkServerOptions options, string? javaLogPath) => exception switch
    {
        ListenException { SocketErrorCode: SocketError.AddressAlreadyInUse } e => $"The port {e.EndPoint.Port} of {e.EndPoint.Address} is taken. Stop what listens there, or choose another one with {Option(e, options)}.",
        ListenException { SocketErrorCode: SocketError.AccessDenied } e => $"The port {e.EndPoint.Port} may not be opened by this user: ports below 1024 need rights of their own. Choose another one with {Option(e, options)}.",
        ListenException { SocketErrorCode: SocketError.AddressNotAvailable } e => $"{e.EndPoint.Address} is not an address of this machine. Choose one of its own with {(IsOfMetrics(e, options) ? "--metrics" : "--address")}, or 0.0.0.0 for all.",
        ListenException e => $"The server cannot listen on {e.EndPoint}: {e.Message}",
        DataDamagedException e => $"{e.Message}\nNothing was changed. In PowerShell, with the module FlinkZk: restore a back-up (Restore-ZkServerData), or see what would be given up, and give it up without -WhatIf:\n"
            + $"  Repair-ZkServerData '{options.DataPath}' -WhatIf",
        InvalidDataException or FileNotFoundException when options.Tls is not null => $"{exception.Message} Its password, if it has one, comes from --certificate-password-file.",
        DataFolderException { Problem: DataFolderProblem.JavaData } e => $"{e.Message} In PowerShell, with the module FlinkZk:\n  Import-ZkServerData '{e.Path}' NEWFOLDER{(javaLogPath is null ? "" : $" -LogPath '{javaLogPath}'")}",
        DataFolderException e => e.Message,
        OutOfMemoryException => $"There is not enough memory for the server to start{(options.MaxMemory is { } most ? $": --max-memory is {new Size(most)}" : "")}.",
        UnauthorizedAccessException or IOException when options.DataPath is not null => $"The data folder {options.DataPath} cannot be used: {exception.Message}",
        _ => $"The server cannot start: {exception}",
    };

    private static string Option(ListenException e, ZkServerOptions options) => IsOfMetrics(e, options) ? "--metrics" : e.EndPoint.Port == options.SecurePort ? "--secure-port" : "--port";

    private static bool IsOfMetrics(ListenException e, ZkServerOptions options) => e.EndPoint.Equals(options.Metrics);
}
