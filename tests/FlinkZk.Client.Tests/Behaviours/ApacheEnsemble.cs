using System.Text;
using FlinkZk.Testing;
using FlinkZk.Wire;

namespace FlinkZk.Client.Tests;

/// <summary>What needs several servers.</summary>
public sealed class ApacheEnsemble
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_session_moves_to_another_member_with_its_nodes_and_watches()
    {
        Assert.SkipWhen(ZooKeeperHome.Newest is null, ZooKeeperHome.SkipReason);
        await using var ensemble = await TestEnsemble.StartAsync(ZooKeeperHome.Newest!, cancellationToken: Cancel);
        await using var client = await ZkClient.ConnectAsync(new()
        {
            ConnectionString = ConnectionString.Parse(ensemble.ConnectionString),
            SessionTimeout = TimeSpan.FromSeconds(10),
            ConnectTimeout = TimeSpan.FromSeconds(30),
        }, Cancel);
        await UntilAsync(client, SessionState.Connected);
        await client.CreateAsync("/e", Encoding.UTF8.GetBytes("x"), CreateMode.Ephemeral, cancellationToken: Cancel);
        var (_, watch) = await client.GetDataAndWatchAsync("/e", Cancel);
        var (id, first) = (client.SessionId, client.Server!);

        await ensemble.MemberAt(first).KillAsync();
        await Eventually.Async(() => client.Server is { } server && server != first && client.Status.State == SessionState.Connected, "connected elsewhere", Cancel);
        Assert.Equal(id, client.SessionId);
        Assert.Equal(id, (await RetryAsync(() => client.ExistsAsync("/e", Cancel)))!.Value.EphemeralOwner);
        Assert.False(client.Lost.IsCancellationRequested);
        await RetryAsync(() => client.SetDataAsync("/e", null, cancellationToken: Cancel));
        Assert.Equal(WatchEventType.DataChanged, (await watch.Fired(Cancel)).Type);
    }

    private static async Task UntilAsync(ZkClient client, SessionState wanted)
    {
        for (var status = client.Status; status.State != wanted;)
            status = await client.WaitForChangeAsync(status.Version, Cancel);
    }

    // A new leader may be elected at this moment, which costs the connection once more.
    private static async Task<T> RetryAsync<T>(Func<ValueTask<T>> action)
    {
        while (true)
        {
            try
            {
                return await action();
            }
            catch (ZkException exception) when (exception.Code == ErrorCode.ConnectionLoss)
            {
            }
        }
    }
}
