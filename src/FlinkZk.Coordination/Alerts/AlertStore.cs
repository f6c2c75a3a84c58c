using FlinkZk.Client;
using FlinkZk.Wire;

namespace FlinkZk.Coordination;

/// <summary>The alerts of a cluster, as they lie in ZooKeeper.</summary>
/// <param name="client">The session.</param>
/// <param name="paths">The cluster.</param>
public sealed class AlertStore(ZkClient client, ClusterPaths paths)
{
    private readonly ZkClient _client = client ?? throw new ArgumentNullException(nameof(client));
    private readonly ClusterPaths _paths = paths ?? throw new ArgumentNullException(nameof(paths));

    /// <summary>Adds one.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="rule">What is watched for.</param>
    /// <param name="cancellationToken">Gives up; it may have been added then.</param>
    /// <returns>It, or null where another has the name.</returns>
    public async Task<AlertStatus?> AddAsync(string name, AlertRule rule, CancellationToken cancellationToken = default)
    {
        EntityName.Validate(name, "alert");
        ArgumentNullException.ThrowIfNull(rule);
        await NodeTree.EnsureAsync(_client, _paths.Alerts, cancellationToken).ConfigureAwait(false);
        try
        {
            await _client.CreateAsync(_paths.Alert(name), rule.ToJson(), acl: NodeTree.DefaultAcl(_client), cancellationToken: cancellationToken).ConfigureAwait(false);
            return new(name, rule, null);
        }
        catch (ZkException e) when (e.Code == ErrorCode.NodeExists)
        {
            return null;
        }
    }

    /// <summary>The names of all.</summary>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<IReadOnlyList<string>> ListAsync(CancellationToken cancellationToken = default) => await NamesAsync(_client, _paths.Alerts, cancellationToken).ConfigureAwait(false);

    /// <summary>How one stands; null where there is none. One that cannot be read has the reason.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<AlertStatus?> ReadAsync(string name, CancellationToken cancellationToken = default)
    {
        EntityName.Validate(name, "alert");
        AlertRule? rule = null;
        long written = 0;
        try
        {
            var node = await Idempotent.RetryAsync(() => _client.GetDataAsync(_paths.Alert(name), cancellationToken)).ConfigureAwait(false);
            (rule, written) = (AlertRule.FromJson(_paths.Alert(name), node.Data), node.Stat.Mzxid);
            var state = await Idempotent.RetryAsync(() => _client.GetDataAsync(_paths.AlertState(name), cancellationToken)).ConfigureAwait(false);
            return new(name, rule, AlertState.FromJson(state.Data) is { } known && known.Rule == written && known.Last is { } last ? Told(name, rule, last) : null);
        }
        catch (ZkException e) when (e.Code == ErrorCode.NoNode)
        {
            return rule is null ? null : new(name, rule, null);
        }
        catch (Exception e) when (e is InvalidDataException || e is ZkException refused && OneNode.IsOf(refused))
        {
            return new(name, rule, null) { Failure = e };
        }
    }

    /// <summary>Removes one. Whoever watches tells that it is cleared where it was raised.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>Whether it was there.</returns>
    public async Task<bool> RemoveAsync(string name, CancellationToken cancellationToken = default)
    {
        EntityName.Validate(name, "alert");
        try
        {
            await _client.DeleteAsync(_paths.Alert(name), cancellationToken: cancellationToken).ConfigureAwait(false);
            return true;
        }
        catch (ZkException e) when (e.Code == ErrorCode.NoNode)
        {
            return false;
        }
    }

    internal static Alert Told(string name, AlertRule? rule, AlertEdge edge) => new(name, edge.Edge, edge.Time, edge.Number, edge.Message, rule);

    internal static async Task<IReadOnlyList<string>> NamesAsync(ZkClient client, string path, CancellationToken cancellationToken)
    {
        try
        {
            return [.. (await Idempotent.RetryAsync(() => client.GetChildrenAsync(path, cancellationToken)).ConfigureAwait(false)).Names.Order(StringComparer.Ordinal)];
        }
        catch (ZkException e) when (e.Code == ErrorCode.NoNode)
        {
            return [];
        }
    }
}
