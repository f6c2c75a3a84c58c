using FlinkZk.Wire;

namespace FlinkZk.Server.Tests;

/// <summary>A server with a data folder: what outlives it.</summary>
public sealed class DurableServerTests : IDisposable
{
    private readonly string _path = Directory.CreateTempSubdirectory("flinkzk-data-").FullName;

    [Fact]
    public async Task Nodes_and_sessions_outlive_the_server()
    {
        byte[] password;
        long session;
        Stat before;
        await using (var server = await StartAsync())
        {
            await using var client = await RawClient.ConnectAsync(server.Port, timeout: 20_000);
            (session, password) = (client.Session.SessionId, client.Session.Password!);
            await client.CreateAsync("/a", "hello");
            await client.CreateAsync("/a/e", mode: CreateMode.Ephemeral);
            await client.CallAsync(OpCode.SetAcl, new SetAclRequest("/a", [new(Permissions.All, "ip", "127.0.0.1")], 0));
            await client.SetAsync("/a", "world");
            before = await client.StatAsync("/a");
        }
        await using (var server = await StartAsync())
        {
            Assert.Equal(5, server.Recovery!.Replayed);
            await using var back = await RawClient.ConnectAsync(server.Port, timeout: 20_000, session: session, password: password);
            Assert.Equal(session, back.Session.SessionId);
            Assert.Equal(before, await back.StatAsync("/a"));
            Assert.Equal("world"u8.ToArray(), (await back.GetAsync("/a")).Read<GetDataResponse>().Data);
            Assert.Equal(session, (await back.StatAsync("/a/e")).EphemeralOwner);
            await back.CallAsync(OpCode.CloseSession);
        }
        await using (var server = await StartAsync())
        {
            await using var client = await RawClient.ConnectAsync(server.Port);
            Assert.Empty(await client.NamesAsync("/a"));
            Assert.NotEqual(session, client.Session.SessionId);
        }
    }

    [Fact]
    public async Task A_second_server_on_the_same_folder_is_refused()
    {
        await using var server = await StartAsync();
        await Assert.ThrowsAsync<IOException>(StartAsync);
    }

    [Fact]
    public async Task A_port_that_is_taken_leaves_the_folder_free()
    {
        await using var other = await ZkServer.StartAsync(new(), TestContext.Current.CancellationToken);
        await Assert.ThrowsAnyAsync<System.Net.Sockets.SocketException>(async () =>
            await ZkServer.StartAsync(new() { DataPath = _path, Port = other.Port }, TestContext.Current.CancellationToken));
        await using var server = await StartAsync();
        Assert.Equal(0, server.Statistics.LastZxid);
    }

    public void Dispose() => Directory.Delete(_path, recursive: true);

    private Task<ZkServer> StartAsync() => ZkServer.StartAsync(new() { DataPath = _path }, TestContext.Current.CancellationToken).AsTask();
}
