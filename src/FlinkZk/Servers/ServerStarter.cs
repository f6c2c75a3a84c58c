using System.Globalization;
using System.Management.Automation;
using System.Net.Sockets;
using FlinkZk.Server;
using FlinkZk.Server.Ensemble;
using FlinkZk.Server.Errors;
using FlinkZk.Server.Options;

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
        catch (ListenException e)
        {
            throw Explain(e, options, members);
        }
        catch (InvalidDataException e)
        {
            throw new FlinkZkException("CertificateNotUsable", ErrorCategory.InvalidData, e.Message, "-Certificate takes a PEM file with certificate and key, or a PFX file; -CertificatePassword its password.", e);
        }
        catch (Exception e) when (DataErrors.Explain(e) is { } known)
        {
            throw known;
        }
    }

    private static FlinkZkException Explain(ListenException exception, ZkServerOptions options, int members)
    {
        var (address, port) = (exception.EndPoint.Address, exception.EndPoint.Port);
        var parameter = IsOf(options.Metrics?.Port) && address.Equals(options.Metrics!.Address) ? "-Metrics" : IsOf(options.SecurePort) ? "-SecurePort" : "-Port";
        var row = members > 1 ? string.Create(CultureInfo.InvariantCulture, $" {members} members need {members} in a row from there;") : "";
        return exception.SocketErrorCode switch
        {
            SocketError.AddressAlreadyInUse => new("PortInUse", ErrorCategory.ResourceBusy, $"The port {port} of {address} is taken.", $"Choose another {parameter};{row} port 0 finds {(row.Length == 0 ? "a free one" : "free ones")}.", exception),
            SocketError.AccessDenied => new("PortDenied", ErrorCategory.PermissionDenied, $"The port {port} may not be opened by this user.", $"Ports below 1024 need rights of their own: choose a higher {parameter}.", exception),
            SocketError.AddressNotAvailable => new("AddressNotAvailable", ErrorCategory.InvalidArgument, $"{address} is not an address of this machine.", "Leave -Address out for the loopback address, or give 0.0.0.0 for all.", exception),
            _ => new("ServerNotStarted", ErrorCategory.ConnectionError, $"The server cannot listen on {exception.EndPoint}: {exception.Message}", innerException: exception),
        };

        // The members of an ensemble take the ports that follow, one each.
        bool IsOf(int? first) => first is > 0 && port >= first && port < first + Math.Max(1, members);
    }
}
