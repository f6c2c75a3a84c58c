using FlinkZk.Client;
using FlinkZk.Clusters.Ha;
using FlinkZk.Clusters.Model;
using FlinkZk.Wire;

namespace FlinkZk.Clusters.Http;

/// <summary>The leader's REST server, read from ZooKeeper before each request and once more behind it.</summary>
internal sealed class LeaderEndpoints(ZkClient client, HaPaths paths) : FlinkEndpoints
{
    private const string RestServer = "rest_server";

    private readonly string _node = paths.ConnectionInfo(RestServer);

    internal override async ValueTask<FlinkEndpoint?> NextAsync(CancellationToken cancellationToken)
    {
        if (await ReadAsync(cancellationToken).ConfigureAwait(false) is not { } leader)
            return null;
        return Uri.TryCreate(leader.Address, UriKind.Absolute, out var address) && RestAddress.IsWell(address)
            ? new(ListedEndpoints.Checked(address), leader.SessionId)
            : throw new FlinkException(FlinkProblem.NotReached, FlinkOutcome.NotDone, $"The leader's node '{_node}' names '{RestAddress.Shown(leader.Address)}', which is no address of a REST server.");
    }

    // Nobody has given an address that could be wrong.
    internal override string? Hint(FlinkProblem problem) => problem == FlinkProblem.NotReached
        ? "Get-FlinkLeader <cluster> -Wait waits until somebody leads; Test-FlinkHa says what is wrong with the cluster. Connect-Flink -Timeout tries longer."
        : null;

    internal override void Failed(FlinkEndpoint endpoint)
    {
    }

    internal override async ValueTask<bool> IsCurrentAsync(FlinkEndpoint endpoint, CancellationToken cancellationToken) =>
        (await ReadAsync(cancellationToken).ConfigureAwait(false))?.SessionId == endpoint.Grant;

    private async Task<LeaderInformation?> ReadAsync(CancellationToken cancellationToken)
    {
        try
        {
            var decoded = LeaderInformationCodec.Read((await client.GetDataAsync(_node, cancellationToken).ConfigureAwait(false)).Data ?? []);
            return decoded.Error is null or { Problem: FormatProblem.Empty }
                ? decoded.Value
                : throw new FlinkException(FlinkProblem.NotReached, FlinkOutcome.NotDone, $"The leader's node '{_node}' cannot be read: {decoded.Error.Message}");
        }
        catch (ZkException e) when (e.Code == ErrorCode.NoNode)
        {
            return null;
        }
        // That ZooKeeper is away for a while says nothing about the cluster: as when nobody leads.
        catch (ZkException e) when (e.Code == ErrorCode.ConnectionLoss && !e.IsSessionOver)
        {
            throw new FlinkException(FlinkProblem.NotReached, FlinkOutcome.NotDone, $"ZooKeeper cannot be asked who leads: {e.Message}", e) { IsTransient = true };
        }
    }
}
