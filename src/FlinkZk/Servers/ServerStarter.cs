using System.Management.Automation;
using System.Net.Sockets;
using FlinkZk.Cmdlets;
using FlinkZk.Server;

namespace FlinkZk;

/// <summary>Starts servers of this process, and says in a user's words why one does not start.</summary>
internal static class ServerStarter
{
    /// <param name="options">How it is set up.</param>
    /// <param name="members">How many members an ensemble has; 0 for a server alone.</param>
    /// <param name="cancellationToken">Gives it up.</param>
    public static async ValueTask<ZkEmbeddedServer> StartAsync(ZkServerOptions options, int members, CancellationToken cancellationToken)
    {
        try
        {
            IRunningServer server = members > 0
                ? new EnsembleServers(await ZkEnsemble.StartAsync(options, members, cancellationToken).ConfigureAwait(false))
                : new SingleServer(await ZkServer.StartAsync(options, cancellationToken).ConfigureAwait(false));
            return new(RunspaceList<ZkEmbeddedServer>.NextId(), server);
        }
        catch (SocketException e)
        {
            throw Explain(e, options);
        }
        catch (InvalidDataException e)
        {
            throw new FlinkZkException("CertificateNotUsable", ErrorCategory.InvalidData, e.Message, "-Certificate takes a PEM file with certificate and key, or a PFX file; -CertificatePassword its password.", e);
        }
        catch (Exception e) when (ZkServerDataCmdlet.Explain(e) is { } known)
        {
            throw known;
        }
    }

    private static FlinkZkException Explain(SocketException exception, ZkServerOptions options)
    {
        var ports = options.SecurePort is > 0 ? $"{options.Port} or {options.SecurePort}" : $"{options.Port}";
        return exception.SocketErrorCode switch
        {
            SocketError.AddressAlreadyInUse => new("PortInUse", ErrorCategory.ResourceBusy, $"The port {ports} of {options.Address} is taken.", "Choose another -Port; without one a free port is found.", exception),
            SocketError.AccessDenied => new("PortDenied", ErrorCategory.PermissionDenied, $"The port {ports} may not be opened by this user.", "Ports below 1024 need rights of their own: choose a higher -Port.", exception),
            SocketError.AddressNotAvailable => new("AddressNotAvailable", ErrorCategory.InvalidArgument, $"{options.Address} is not an address of this machine.", "Leave -Address out for the loopback address, or give 0.0.0.0 for all.", exception),
            _ => new("ServerNotStarted", ErrorCategory.ConnectionError, $"The server cannot listen on {options.Address}, port {ports}: {exception.Message}", innerException: exception),
        };
    }
}
