using System.Text;
using FlinkZk.Testing;
using FlinkZk.Wire;

namespace FlinkZk.Client.Tests;

public sealed class ReadOnlyServers : ScriptedBehaviour
{
    [Fact]
    public async Task One_is_used_for_reads_until_a_better_one_is_found()
    {
        var serving = new TaskCompletionSource();
        ConnectRequest? second = null;
        await using var readWrite = new ScriptedServer(async peer =>
        {
            await serving.Task;
            if (await peer.TryReceiveWordAsync() == "isro")
            {
                await peer.SendRawAsync(Encoding.ASCII.GetBytes("rw"));
                return;
            }
            second = await peer.ShakeHandsAsync();
            await peer.StallAsync();
        });
        await using var readOnly = new ScriptedServer(async peer =>
        {
            var request = await peer.ShakeHandsAsync(readOnly: true);
            Assert.True(request.ReadOnly);
            await peer.ReplyAsync((await peer.ReceiveRequestAsync()).Xid, error: ErrorCode.NotReadOnly);
            await peer.StallAsync();
        });

        var options = Options($"{readWrite.ConnectionString},{readOnly.ConnectionString}") with { ReadOnly = true, ConnectTimeout = TimeSpan.FromSeconds(4) };
        await using var client = await ZkClient.ConnectAsync(options, Cancel);
        await UntilAsync(client, SessionState.ReadOnly);
        Assert.Equal(readOnly.ConnectionString, client.Server);
        var error = await Assert.ThrowsAsync<ZkException>(() => client.SetDataAsync("/a", null, cancellationToken: Cancel).AsTask());
        Assert.Equal(ErrorCode.NotReadOnly, error.Code);

        serving.SetResult();
        await UntilAsync(client, SessionState.Connected);
        Assert.Equal(readWrite.ConnectionString, client.Server);
        // The read-only server has made up its session: the real one is asked for a new one.
        Assert.Equal(0, second!.Value.SessionId);
        Assert.False(client.Lost.IsCancellationRequested);
    }
}
