using System.Management.Automation;
using FlinkZk.Client;
using FlinkZk.Coordination;
using FlinkZk.Server.Options;
using FlinkZk.Wire;

namespace FlinkZk;

/// <summary>Opens sessions for Connect-Zk.</summary>
internal static class SessionConnector
{
    public static async ValueTask<ZkSession> ConnectAsync(ZkClientOptions options, ClusterPaths paths, CancellationToken cancellationToken, bool strict = false) =>
        Make(await OpenAsync(options, cancellationToken).ConfigureAwait(false), options, paths, server: null, strict);

    public static async ValueTask<ZkSession> StartEmbeddedAsync(ZkServerOptions server, ZkClientOptions options, ClusterPaths paths, CancellationToken cancellationToken, bool strict = false)
    {
        var started = await ServerStarter.StartAsync(server, members: 0, cancellationToken).ConfigureAwait(false);
        try
        {
            options = options with { ConnectionString = ConnectionString.Parse(started.ConnectionString) };
            return Make(await OpenAsync(options, cancellationToken).ConfigureAwait(false), options, paths, started, strict);
        }
        catch
        {
            await started.StopAsync().ConfigureAwait(false);
            throw;
        }
    }

    private static async ValueTask<ZkClient> OpenAsync(ZkClientOptions options, CancellationToken cancellationToken)
    {
        try
        {
            return await ZkClient.ConnectAsync(options, cancellationToken).ConfigureAwait(false);
        }
        catch (ZkException e) when (e.Code is ErrorCode.ConnectionLoss or ErrorCode.OperationTimeout)
        {
            throw new FlinkZkException("ConnectionFailed", ErrorCategory.ConnectionError, e.Message, "-Timeout tries longer; Connect-Zk -Embedded needs no server.", e);
        }
        // There is no other node that connecting could miss than the root.
        catch (ZkException e) when (e.Code == ErrorCode.NoNode)
        {
            throw new FlinkZkException("NoNode", ErrorCategory.ObjectNotFound, e.Message, "-CreateRoot makes it; without a path behind the servers the session begins at their own root.", e);
        }
    }

    private static ZkSession Make(ZkClient client, ZkClientOptions options, ClusterPaths paths, ZkEmbeddedServer? server, bool strict)
    {
        List<string> identities = [.. options.Auth.Select(auth => auth.Identity)];
        if (options.Sasl is { } sasl)
            identities.Insert(0, $"sasl:{sasl.User}");
        var identity = identities.Count == 0 ? null : string.Join(", ", identities);
        return new ZkSession(RunspaceList<ZkSession>.NextId(), client, paths, identity, server) { IsStrict = strict };
    }
}
