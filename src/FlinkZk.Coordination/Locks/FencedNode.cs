using FlinkZk.Client;
using FlinkZk.Wire;

namespace FlinkZk.Coordination;

/// <summary>
/// A node that only the owner of something writes: each write is a transaction that goes through only as long as the ownership stands and the node is as it was read or
/// written last. A lost answer is settled by looking, so that a write has happened when it returns, and has not when it throws anything but the end of the session.
/// </summary>
/// <param name="held">The ownership.</param>
/// <param name="path">The node.</param>
public sealed class FencedNode(Ownership held, string path)
{
    private readonly ZkClient _client = (held ?? throw new ArgumentNullException(nameof(held))).Client;
    private int? _version;

    /// <summary>The node.</summary>
    public string Path => path;

    /// <summary>Whether it was there when it was read or written last.</summary>
    internal bool IsThere => _version is not null;

    /// <summary>What it holds; null where it is not there. Later writes are made upon this.</summary>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<byte[]?> ReadAsync(CancellationToken cancellationToken = default)
    {
        // Behind all that an earlier owner had written.
        await RetryAsync(() => LeaderBarrier.PassAsync(_client, path, cancellationToken)).ConfigureAwait(false);
        var node = await LookAsync(cancellationToken).ConfigureAwait(false);
        _version = node?.Stat.Version;
        return node is { } found ? found.Data ?? [] : null;
    }

    /// <summary>Writes it, and makes it and what is above it where they are missing.</summary>
    /// <param name="data">What it is to hold.</param>
    /// <param name="cancellationToken">Gives up; whether it was written is not known then.</param>
    /// <exception cref="ZkException">Nothing was written, unless the session is over: NoNode of the ownership's node says that it is lost, BadVersion or NodeExists that somebody else wrote.</exception>
    public async Task WriteAsync(byte[] data, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(data);
        if (_version is null)
            await NodeTree.EnsureAsync(_client, ZnodePath.Parent(path)!, cancellationToken).ConfigureAwait(false);
        var write = _version is { } version ? ZkOperation.SetData(path, data, version) : ZkOperation.Create(path, data, acl: NodeTree.DefaultAcl(_client));
        await CommitAsync([write], node => node is { } found && found.Stat.Version == (_version + 1 ?? 0) && found.Data.AsSpan().SequenceEqual(data), cancellationToken).ConfigureAwait(false);
        _version = _version + 1 ?? 0;
    }

    /// <summary>Removes it, and writes another node in the same transaction.</summary>
    /// <param name="other">The other node, which is made where it is missing; null for none.</param>
    /// <param name="data">What that is to hold.</param>
    /// <param name="cancellationToken">Gives up; whether it was done is not known then.</param>
    /// <exception cref="ZkException">As of a write.</exception>
    public async Task ReplaceAsync(string? other, byte[]? data, CancellationToken cancellationToken = default)
    {
        var operations = new List<ZkOperation> { ZkOperation.Delete(path, _version ?? throw new InvalidOperationException($"'{path}' was not read.")) };
        if (other is not null)
        {
            await NodeTree.EnsureAsync(_client, other, cancellationToken).ConfigureAwait(false);
            operations.Add(ZkOperation.SetData(other, data));
        }
        await CommitAsync(operations, node => node is null, cancellationToken).ConfigureAwait(false);
        _version = null;
    }

    private async Task CommitAsync(List<ZkOperation> operations, Func<NodeData?, bool> isDone, CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                await _client.MultiAsync([held.Fence, .. operations], cancellationToken).ConfigureAwait(false);
                return;
            }
            catch (ZkException e) when (e.Code == ErrorCode.ConnectionLoss)
            {
                await RetryAsync(() => LeaderBarrier.PassAsync(_client, path, cancellationToken)).ConfigureAwait(false);
                if (isDone(await LookAsync(cancellationToken).ConfigureAwait(false)))
                    return;
            }
        }
    }

    private async Task<NodeData?> LookAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await Idempotent.RetryAsync(() => _client.GetDataAsync(path, cancellationToken)).ConfigureAwait(false);
        }
        catch (ZkException e) when (e.Code == ErrorCode.NoNode)
        {
            return null;
        }
    }

    private static Task<bool> RetryAsync(Func<ValueTask> request) => Idempotent.RetryAsync(async () =>
    {
        await request().ConfigureAwait(false);
        return true;
    });
}
