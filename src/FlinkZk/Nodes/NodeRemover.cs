using FlinkZk.Client;
using FlinkZk.Coordination;
using FlinkZk.Wire;

namespace FlinkZk;

/// <summary>
/// Deletes a node and everything below it, children first, many requests on the way at once. A node that may not be deleted keeps those above it; all else goes.
/// It is not atomic: what others create meanwhile goes too.
/// </summary>
internal sealed class NodeRemover(ZkSession session) : IDisposable
{
    private const int RequestsAtOnce = 256;
    private readonly SemaphoreSlim _free = new(RequestsAtOnce);
    private readonly List<NodeFailure> _failures = [];

    public TreeProgress Progress { get; } = new();

    /// <summary>What could not be deleted, by path.</summary>
    public IReadOnlyList<NodeFailure> Failures
    {
        get
        {
            lock (_failures)
                return [.. _failures.OrderBy(failure => failure.Path, StringComparer.Ordinal)];
        }
    }

    public void Dispose() => _free.Dispose();

    /// <summary>Deletes the node and what is below it.</summary>
    /// <param name="path">The node.</param>
    /// <param name="cancellationToken">Stops it; what is deleted by then is gone.</param>
    /// <returns>Whether it is gone.</returns>
    public async Task<bool> DeleteAsync(string path, CancellationToken cancellationToken)
    {
        try
        {
            while (!await TryDeleteAsync(path, cancellationToken).ConfigureAwait(false))
            {
                var children = await AskAsync(() => session.Client.GetChildrenAsync(path, cancellationToken).AsTask(), cancellationToken).ConfigureAwait(false);
                if (!await DeleteAllAsync(path, children.Names, cancellationToken).ConfigureAwait(false))
                    return false;
            }
            return true;
        }
        catch (ZkException e) when (OneNode.IsOf(e))
        {
            if (e.Code == ErrorCode.NoNode)
                return true;
            lock (_failures)
                _failures.Add(new(path, e));
            return false;
        }
    }

    private async Task<bool> DeleteAllAsync(string parent, IReadOnlyList<string> names, CancellationToken cancellationToken)
    {
        var areGone = true;
        foreach (var chunk in names.Chunk(RequestsAtOnce))
        {
            var gone = await Task.WhenAll(chunk.Select(name => DeleteAsync(ZnodePath.Combine(parent, name), cancellationToken))).ConfigureAwait(false);
            areGone &= !gone.Contains(false);
        }
        return areGone;
    }

    // False: it has children, or got some again.
    private async Task<bool> TryDeleteAsync(string path, CancellationToken cancellationToken)
    {
        try
        {
            await AskAsync(async () =>
            {
                await session.Client.DeleteAsync(path, cancellationToken: cancellationToken).ConfigureAwait(false);
                return true;
            }, cancellationToken).ConfigureAwait(false);
            Progress.Report(path);
            return true;
        }
        catch (ZkException e) when (e.Code == ErrorCode.NotEmpty)
        {
            cancellationToken.ThrowIfCancellationRequested();
            return false;
        }
    }

    private async Task<T> AskAsync<T>(Func<Task<T>> request, CancellationToken cancellationToken)
    {
        await _free.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            return await request().ConfigureAwait(false);
        }
        finally
        {
            _free.Release();
        }
    }
}
