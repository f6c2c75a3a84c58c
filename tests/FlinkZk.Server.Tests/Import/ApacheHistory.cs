using System.Text;
using FlinkZk.Testing;
using FlinkZk.Wire;

namespace FlinkZk.Server.Tests.Import;

/// <summary>What clients do to Java's server before its data are imported: every kind of transaction, over restarts, with snapshots in between.</summary>
internal sealed class ApacheHistory(ApacheServer server)
{
    private static readonly Acl Digest = new(Permissions.All, "digest", "u:Jq7wMyA/w2Vd5WIDAKdu4OIIFEQ=");

    /// <summary>The session that owns /e and outlives the server.</summary>
    public ConnectResponse Owner { get; private set; }

    /// <summary>Runs it; the server was killed at the end of it once, and runs.</summary>
    public async Task RunAsync()
    {
        await using (var client = await ConnectAsync())
        {
            await MakeAllKindsAsync(client);
            await MakeQuotaAsync(client);
            await ChangeAsync(client, 0);
        }
        await RestartAsync();
        await using (var client = await ConnectAsync())
        {
            await client.SetAsync("/kinds", "again");
            await EndSessionsAsync(client);
            await ChangeAsync(client, 1);
        }
        await RestartAsync();
        await using (var client = await ConnectAsync())
            await ChangeAsync(client, 2);
    }

    // Nobody keeps these sessions alive: they have to outlast what a busy machine takes for the whole story.
    public Task<RawClient> ConnectAsync(long session = 0, byte[]? password = null) => RawClient.ConnectAsync(server.Port, timeout: 300_000, session, password);

    /// <summary>kill -9, and once more.</summary>
    public async Task RestartAsync()
    {
        await server.KillAsync();
        await server.StartAsync(TestContext.Current.CancellationToken);
    }

    private async Task MakeAllKindsAsync(RawClient client)
    {
        await client.CreateAsync("/kinds", "first");
        await client.CallAsync(OpCode.Create, new CreateRequest("/kinds/old", "by create"u8.ToArray(), Acl.OpenUnsafe, CreateMode.Persistent));
        await client.CallAsync(OpCode.Create2, new CreateRequest("/kinds/null", null, Acl.OpenUnsafe, CreateMode.Persistent));
        await client.CreateAsync("/kinds/grün", "日本");
        await client.CreateAsync("/kinds/acl", "x", acl: [Digest, new(Permissions.Read, "world", "anyone")]);
        await client.CreateAsync("/kinds/set-acl", "x");
        await client.CallAsync(OpCode.SetAcl, new SetAclRequest("/kinds/set-acl", [new(Permissions.All, "ip", "127.0.0.0/8"), new(Permissions.Read | Permissions.Admin, "world", "anyone")], 0));
        Assert.Equal(ErrorCode.Ok, (await client.CallAsync(OpCode.CreateContainer, new CreateRequest("/kinds/container", [1], Acl.OpenUnsafe, CreateMode.Container))).Error);
        Assert.Equal(ErrorCode.Ok, (await client.CallAsync(OpCode.CreateTtl, new CreateTtlRequest("/kinds/ttl", [2], Acl.OpenUnsafe, CreateMode.PersistentWithTtl, 10_000_000))).Error);
        for (var i = 0; i < 5; i++)
            await client.CreateAsync("/kinds/seq-", $"{i}", CreateMode.PersistentSequential);
        await client.DeleteAsync("/kinds/seq-0000000010");
        await client.DeleteAsync("/kinds/seq-0000000008");
        await client.CallAsync(OpCode.Multi, new MultiRequest(
            MultiRequest.Create("/multi"), MultiRequest.Create("/multi/a"), MultiRequest.Set("/multi/a", "set"), MultiRequest.Check("/multi/a", 1),
            MultiRequest.Create("/multi/b", type: OpCode.Create2), MultiRequest.Create("/multi/c", CreateMode.Container, OpCode.CreateContainer), MultiRequest.Delete("/multi/b")));
        await client.CallAsync(OpCode.Multi, new MultiRequest(MultiRequest.Create("/multi/never"), MultiRequest.Check("/multi/a", 77)));
        await client.DeleteAsync("/nothing-there");

        await using var owner = await ConnectAsync();
        await owner.CreateAsync("/e", "mine", CreateMode.Ephemeral);
        await owner.CreateAsync("/kinds/e-", "mine", CreateMode.EphemeralSequential);
        Owner = owner.Session;
    }

    private static async Task MakeQuotaAsync(RawClient client)
    {
        await client.CreateAsync("/zookeeper/quota/multi");
        await client.CreateAsync("/zookeeper/quota/multi/zookeeper_limits", "count=100,bytes=-1");
        await client.CreateAsync("/zookeeper/quota/multi/zookeeper_stats", "count=0,bytes=0");
    }

    // Enough for some snapshots, which are taken meanwhile.
    private static async Task ChangeAsync(RawClient client, int round)
    {
        var random = new Random(round);
        var xids = new List<int>();
        await client.TryCreateAsync("/many", "x");
        for (var i = 0; i < 1500; i++)
        {
            var path = $"/many/{random.Next(200)}";
            xids.Add(random.Next(8) switch
            {
                0 or 1 => await client.SendRequestAsync(OpCode.Create2, new CreateRequest(path, Encoding.UTF8.GetBytes($"{i}"), i % 7 == 0 ? [Digest, new(Permissions.All, "world", "anyone")] : Acl.OpenUnsafe, CreateMode.Persistent)),
                2 => await client.SendRequestAsync(OpCode.Delete, new PathVersionRequest(path, -1)),
                3 => await client.SendRequestAsync(OpCode.Create, new CreateRequest(path + "/s-", [], Acl.OpenUnsafe, CreateMode.PersistentSequential)),
                4 => await client.SendRequestAsync(OpCode.Multi, new MultiRequest(MultiRequest.Set(path, $"m{i}"), MultiRequest.Create(path + $"/m{i}"), MultiRequest.Delete(path + $"/m{i}"))),
                5 => await client.SendRequestAsync(OpCode.SetAcl, new SetAclRequest(path, [new(Permissions.All, "ip", $"127.0.0.{random.Next(4)}"), new(Permissions.All, "world", "anyone")], -1)),
                6 => await client.SendRequestAsync(OpCode.Create, new CreateRequest(path + "/e", [], Acl.OpenUnsafe, CreateMode.Ephemeral)),
                _ => await client.SendRequestAsync(OpCode.SetData, new SetDataRequest(path, new byte[random.Next(300)], -1)),
            });
        }
        foreach (var xid in xids)
            await client.ReadReplyAsync(xid);
    }

    private async Task EndSessionsAsync(RawClient client)
    {
        await using (var short1 = await ConnectAsync())
        {
            await short1.CreateAsync("/gone", "x", CreateMode.Ephemeral);
            await short1.CallAsync(OpCode.CloseSession);
        }
        Assert.Equal(ErrorCode.NoNode, (await client.ExistsAsync("/gone")).Error);
    }
}
