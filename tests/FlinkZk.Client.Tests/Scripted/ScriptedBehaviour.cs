using FlinkZk.Testing;

namespace FlinkZk.Client.Tests;

/// <summary>Ground for tests whose server misbehaves by script.</summary>
public abstract class ScriptedBehaviour
{
    protected static CancellationToken Cancel => TestContext.Current.CancellationToken;

    protected static ZkClientOptions Options(string servers) => new()
    {
        ConnectionString = ConnectionString.Parse(servers),
        SessionTimeout = TimeSpan.FromSeconds(6),
        ConnectTimeout = TimeSpan.FromSeconds(5),
        LearnServerVersion = false,
    };

    protected static ValueTask<ZkClient> ConnectAsync(ScriptedServer server) => ZkClient.ConnectAsync(Options(server.ConnectionString), Cancel);

    protected static async Task UntilAsync(ZkClient client, SessionState wanted)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        deadline.CancelAfter(TimeSpan.FromSeconds(20));
        for (var status = client.Status; status.State != wanted;)
            status = await client.WaitForChangeAsync(status.Version, deadline.Token);
    }
}
