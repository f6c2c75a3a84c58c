using FlinkZk.Client;
using FlinkZk.Clusters.Model;
using FlinkZk.Wire;

namespace FlinkZk.Clusters.Ha;

/// <summary>Reads of nodes, many on the way at once, each answered with what is known. Only an end of the session, or of the caller's patience, ends them all.</summary>
internal sealed class NodeReads : IDisposable
{
    private const int MaxUnderWay = 128;

    private readonly SemaphoreSlim _room = new(MaxUnderWay);
    private readonly ZkClient _client;
    private readonly bool _isCaughtUp;
    private readonly CancellationToken _cancellation;

    private NodeReads(ZkClient client, bool isCaughtUp, CancellationToken cancellation) => (_client, _isCaughtUp, _cancellation) = (client, isCaughtUp, cancellation);

    /// <summary>Has the server catch up with its ensemble first: without that, that a node is not there proves nothing.</summary>
    public static async Task<NodeReads> BeginAsync(ZkClient client, string path, CancellationToken cancellation)
    {
        try
        {
            await client.SyncAsync(path, cancellation).ConfigureAwait(false);
            return new(client, true, cancellation);
        }
        catch (ZkException e) when (!e.IsSessionOver)
        {
            return new(client, e.Code == ErrorCode.NoNode, cancellation);
        }
    }

    public Task<Known<NodeFacts>> FactsAsync(string path) => AskAsync(async () => NodeFacts.Of(path, (await _client.GetDataAsync(path, _cancellation).ConfigureAwait(false)).Stat));

    /// <summary>A node and what its bytes mean.</summary>
    public Task<Known<NodeContent<T>>> ContentAsync<T>(string path, Decode<T> decode) where T : class => AskAsync(async () =>
    {
        var (data, stat) = await _client.GetDataAsync(path, _cancellation).ConfigureAwait(false);
        var decoded = decode(data);
        return new NodeContent<T>(NodeFacts.Of(path, stat), decoded.Value, decoded.Error);
    });

    /// <summary>The names of a node's children, in ordinal order.</summary>
    public Task<Known<string[]>> NamesAsync(string path) => AskAsync(async () =>
    {
        string[] names = [.. (await _client.GetChildrenAsync(path, _cancellation).ConfigureAwait(false)).Names];
        Array.Sort(names, StringComparer.Ordinal);
        return names;
    });

    /// <summary>An item for each child, read at once; null stands for one that went meanwhile, and is left out.</summary>
    public async Task<Known<IReadOnlyList<T>>> ItemsAsync<T>(string path, Func<string, Task<T?>> read) where T : class =>
        await ItemsAsync(await NamesAsync(path).ConfigureAwait(false), read).ConfigureAwait(false);

    /// <summary>The same for names that were read.</summary>
    public static async Task<Known<IReadOnlyList<T>>> ItemsAsync<T>(Known<string[]> names, Func<string, Task<T?>> read) where T : class
    {
        var items = await Task.WhenAll((names.Value ?? []).Select(read)).ConfigureAwait(false);
        return names.Then<IReadOnlyList<T>>(_ => [.. items.OfType<T>()]);
    }

    public void Dispose() => _room.Dispose();

    private async Task<Known<T>> AskAsync<T>(Func<Task<T>> ask) where T : class
    {
        await _room.WaitAsync(_cancellation).ConfigureAwait(false);
        try
        {
            return Known.Present(await ask().ConfigureAwait(false));
        }
        catch (ZkException e) when (e.Code == ErrorCode.NoNode && _isCaughtUp)
        {
            return Known.Absent<T>();
        }
        catch (ZkException e) when (!e.IsSessionOver)
        {
            return Known.Unknown<T>(e.Code, e.Code switch
            {
                ErrorCode.NoNode => "The server does not have it, but could not catch up with its ensemble.",
                ErrorCode.NoAuth => $"{e.Message}: it takes the right r (read) on that node.",
                _ => e.Message,
            });
        }
        finally
        {
            _room.Release();
        }
    }
}

/// <summary>What the bytes of a node mean.</summary>
internal delegate Decoded<T> Decode<T>(ReadOnlySpan<byte> bytes) where T : class;
