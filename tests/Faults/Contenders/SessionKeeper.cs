using FlinkZk.Client;

namespace FlinkZk.Faults.Contenders;

/// <summary>A contender's session, and the next one when it is over.</summary>
internal sealed class SessionKeeper(ContenderOptions options, TimeProvider time) : IAsyncDisposable
{
    private readonly SemaphoreSlim _gate = new(1);
    private ZkClient? _client;   // gate

    /// <summary>A session that was not over a moment ago.</summary>
    public async Task<ZkClient> GetAsync(CancellationToken stop)
    {
        await _gate.WaitAsync(stop);
        try
        {
            while (_client is null || _client.Lost.IsCancellationRequested)
            {
                if (_client is not null)
                    await _client.DisposeAsync();
                _client = null;
                _client = await TryConnectAsync(stop);
            }
            return _client;
        }
        finally
        {
            _gate.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_client is not null)
            await _client.DisposeAsync();
        _gate.Dispose();
    }

    private async Task<ZkClient?> TryConnectAsync(CancellationToken stop)
    {
        try
        {
            return await ZkClient.ConnectAsync(
                new()
                {
                    ConnectionString = ConnectionString.Parse(options.Servers),
                    SessionTimeout = TimeSpan.FromMilliseconds(options.SessionMilliseconds),
                    TimeProvider = time,
                },
                stop);
        }
        catch (ZkException)
        {
            return null;   // there is no server now; it has waited for one
        }
    }
}
