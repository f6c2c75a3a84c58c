using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using FlinkZk.Client;
using FlinkZk.Coordination;
using FlinkZk.Wire;

namespace FlinkZk.Clusters.Upgrades;

/// <summary>What is written down of a job's change, by whoever holds the job's lock and as long as they do. Secrets are not.</summary>
internal sealed class UpgradeJournal(Ownership held, ClusterPaths paths, string job)
{
    // The layout that is written here, and known.
    private const int Version = 1;

    private readonly FencedNode _node = new(held, paths.Upgrade(job));

    public string Job => job;

    public async Task<FlinkUpgradeRecord?> ReadAsync(CancellationToken cancellationToken) =>
        await _node.ReadAsync(cancellationToken).ConfigureAwait(false) is { } data ? Parse(data, UpgradeJson.Readable.FlinkUpgradeRecord, _node.Path, job) : null;

    public static async Task<FlinkUpgradeRecord?> ReadAsync(ZkClient client, ClusterPaths paths, string job, CancellationToken cancellationToken) =>
        await TryReadAsync(client, paths.Upgrade(job), cancellationToken).ConfigureAwait(false) is { } data ? Parse(data, UpgradeJson.Readable.FlinkUpgradeRecord, paths.Upgrade(job), job) : null;

    /// <summary>How the job was started last; null where nothing tells.</summary>
    public static async Task<FlinkJobSpec?> ReadSpecAsync(ZkClient client, ClusterPaths paths, string job, CancellationToken cancellationToken) =>
        await TryReadAsync(client, paths.Spec(job), cancellationToken).ConfigureAwait(false) is { } data ? Parse(data, UpgradeJson.Readable.FlinkJobSpec, paths.Spec(job), job) : null;

    /// <summary>What is read of one job among many: null as well where it cannot be.</summary>
    public static async Task<T?> OrNothingAsync<T>(Task<T?> read)
        where T : class
    {
        try
        {
            return await read.ConfigureAwait(false);
        }
        catch (Exception e) when (e is FlinkUpgradeException || e is ZkException refused && OneNode.IsOf(refused))
        {
            return null;
        }
    }

    /// <summary>Whether what is written down of a job is about this id; what cannot be read is about none.</summary>
    public static async Task<bool> MentionsAsync(ZkClient client, ClusterPaths paths, string job, string id, CancellationToken cancellationToken)
    {
        var spec = OrNothingAsync(ReadSpecAsync(client, paths, job, cancellationToken));
        var record = await OrNothingAsync(ReadAsync(client, paths, job, cancellationToken)).ConfigureAwait(false);
        return (await spec.ConfigureAwait(false))?.JobId == id || record?.IsAbout(id) == true;
    }

    /// <summary>The jobs of which something is written down.</summary>
    public static async Task<IReadOnlyList<string>> JobsAsync(ZkClient client, ClusterPaths paths, CancellationToken cancellationToken)
    {
        try
        {
            return (await client.GetChildrenAsync(paths.Deployments, cancellationToken).ConfigureAwait(false)).Names;
        }
        catch (ZkException e) when (e.Code == ErrorCode.NoNode)
        {
            return [];
        }
    }

    public Task WriteAsync(FlinkUpgradeRecord record, CancellationToken cancellationToken) =>
        FencedAsync(() => _node.WriteAsync(Bytes(record), cancellationToken));

    /// <summary>How the job runs has changed without a change that is written down.</summary>
    public async Task RecordAsync(FlinkJobSpec spec, CancellationToken cancellationToken)
    {
        var node = new FencedNode(held, paths.Spec(job));
        _ = await node.ReadAsync(cancellationToken).ConfigureAwait(false);
        await FencedAsync(() => node.WriteAsync(Bytes(spec), cancellationToken)).ConfigureAwait(false);
    }

    /// <summary>It is over: how the job runs now takes its place.</summary>
    public Task FinishAsync(FlinkJobSpec spec, CancellationToken cancellationToken) =>
        FencedAsync(() => _node.ReplaceAsync(paths.Spec(job), Bytes(spec), cancellationToken));

    /// <summary>It is over, and nothing of it is kept.</summary>
    public Task DropAsync(CancellationToken cancellationToken) => FencedAsync(() => _node.ReplaceAsync(null, null, cancellationToken));

    public FlinkUpgradeException LockLost(Exception? inner) =>
        new(FlinkUpgradeProblem.LockLost, job, $"The lock of job '{job}' was lost while it was changed: somebody else may hold it now, and go on.", inner);

    private static byte[] Bytes(FlinkJobSpec spec) => JsonSerializer.SerializeToUtf8Bytes(spec with { Deployment = DeploymentSecrets.Masked(spec.Deployment) }, UpgradeJson.Readable.FlinkJobSpec);

    private static byte[] Bytes(FlinkUpgradeRecord record) =>
        JsonSerializer.SerializeToUtf8Bytes(record with { New = DeploymentSecrets.Masked(record.New), Old = record.Old is { } old ? DeploymentSecrets.Masked(old) : null }, UpgradeJson.Readable.FlinkUpgradeRecord);

    private async Task FencedAsync(Func<Task> write)
    {
        try
        {
            await write().ConfigureAwait(false);
        }
        catch (ZkException e) when (e.IsSessionOver || e is ZkMultiException { FailedIndex: 0 })
        {
            throw LockLost(e);
        }
        catch (ZkMultiException e) when (e.Code is ErrorCode.BadVersion or ErrorCode.NodeExists or ErrorCode.NoNode)
        {
            throw new FlinkUpgradeException(FlinkUpgradeProblem.UnderWay, job, $"'{_node.Path}' was written by somebody who does not hold the job's lock.", e);
        }
    }

    private static async Task<byte[]?> TryReadAsync(ZkClient client, string path, CancellationToken cancellationToken)
    {
        try
        {
            // A node that was only made as the place for one holds nothing yet.
            return (await client.GetDataAsync(path, cancellationToken).ConfigureAwait(false)).Data is { Length: > 0 } data ? data : null;
        }
        catch (ZkException e) when (e.Code == ErrorCode.NoNode)
        {
            return null;
        }
    }

    private static T Parse<T>(byte[] data, JsonTypeInfo<T> type, string path, string job)
        where T : class
    {
        try
        {
            // First of all: what else stands in a newer one is not known.
            using (var json = JsonDocument.Parse(data))
            {
                if (json.RootElement.ValueKind == JsonValueKind.Object && json.RootElement.TryGetProperty("v", out var version) && !(version.TryGetInt32(out var number) && number == Version))
                    throw new FlinkUpgradeException(FlinkUpgradeProblem.Newer, job, $"'{path}' has what is written down of the job '{job}' in the layout {version.GetRawText()}, and {Version} is known here.");
            }
            var read = JsonSerializer.Deserialize(data, type) ?? throw new JsonException("null");
            return (read as FlinkUpgradeRecord)?.Flaw is { } flaw ? throw new JsonException(flaw) : read;
        }
        catch (JsonException e)
        {
            throw new FlinkUpgradeException(FlinkUpgradeProblem.Unreadable, job, $"'{path}' does not hold what was written there of the job '{job}': {e.Message}", e);
        }
    }
}
