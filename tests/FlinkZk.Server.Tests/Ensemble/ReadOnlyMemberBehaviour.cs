using FlinkZk.Wire;

namespace FlinkZk.Server.Tests;

/// <summary>A member that has lost the majority shows what it knew, to those who asked for no more.</summary>
public abstract class ReadOnlyMemberBehaviour : EnsembleBehaviour
{
    // One test, because Java's ensemble takes long to start.
    [Fact]
    public async Task It_reads_and_refuses_the_rest_until_the_majority_is_back()
    {
        await using (var writer = await Ensemble.ConnectAsync(0))
            await writer.CreateAsync("/a", "x");
        await Ensemble.StopAsync(1);
        await Ensemble.StopAsync(2);
        await Ensemble.UntilAsync(0, "isro", "ro");

        await using var client = await Ensemble.ConnectAsync(0, readOnly: true);
        Assert.Equal((true, 37), (client.Session.ReadOnly, client.HandshakeLength));
        Assert.NotEqual(0, client.Session.SessionId);
        Assert.Equal("x"u8.ToArray(), (await client.GetAsync("/a", watch: true)).Read<GetDataResponse>().Data);
        await RefusesAsync(client, OpCode.Create, new CreateRequest("/b", [], Acl.OpenUnsafe, CreateMode.Persistent));
        await RefusesAsync(client, OpCode.Create2, new CreateRequest("/b", [], Acl.OpenUnsafe, CreateMode.Ephemeral));
        await RefusesAsync(client, OpCode.CreateContainer, new CreateRequest("/b", [], Acl.OpenUnsafe, CreateMode.Container));
        await RefusesAsync(client, OpCode.CreateTtl, new CreateTtlRequest("/b", [], Acl.OpenUnsafe, CreateMode.PersistentWithTtl, 1000));
        await RefusesAsync(client, OpCode.SetData, new SetDataRequest("/a", [], -1));
        await RefusesAsync(client, OpCode.Delete, new PathVersionRequest("/a", -1));
        await RefusesAsync(client, OpCode.SetAcl, new SetAclRequest("/a", Acl.OpenUnsafe, -1));
        await RefusesAsync(client, OpCode.Multi, new MultiRequest(MultiRequest.Set("/a", "y")));
        await RefusesAsync(client, OpCode.Reconfig, new ReconfigRequest(null, "2", null, -1));
        await RefusesAsync(client, OpCode.Sync, new PathRequest("/a"));
        await client.SendRequestAsync(OpCode.Ping, new Nothing(), Xid.Ping);
        Assert.Equal(ErrorCode.Ok, (await client.ReadReplyAsync(Xid.Ping)).Error);

        await IsRefusedAsync(false);
        await IsRefusedAsync(null);
        var report = await Ensemble.AskAsync(0, "srvr");
        Assert.Contains("READ-ONLY mode; serving only read-only clients\n", report, StringComparison.Ordinal);
        Assert.Contains("Mode: read-only\n", report, StringComparison.Ordinal);

        await using (var leaving = await Ensemble.ConnectAsync(0, readOnly: true))
        {
            Assert.Equal(ErrorCode.Ok, (await leaving.CallAsync(OpCode.CloseSession)).Error);
            Assert.True(await leaving.IsClosedByServerAsync());
        }

        await Ensemble.StartAsync(1);
        Assert.True(await client.IsClosedByServerAsync());
        await Ensemble.UntilAsync(0, "isro", "rw");
        await using var again = await Ensemble.ConnectAsync(0, readOnly: true);
        Assert.Equal(false, again.Session.ReadOnly);
        Assert.Equal(ErrorCode.Ok, (await again.SetAsync("/a", "y")).Error);
    }

    private static async Task RefusesAsync<T>(RawClient client, OpCode type, T request) where T : struct, IRecord<T> =>
        Assert.Equal((type, ErrorCode.NotReadOnly), (type, (await client.CallAsync(type, request)).Error));

    private async Task IsRefusedAsync(bool? readOnly)
    {
        await using var client = await RawClient.OpenAsync(Ensemble.Ports[0]);
        await client.SendAsync(new ConnectRequest(0, 0, 10_000, 0, new byte[16], readOnly));
        await Assert.ThrowsAnyAsync<IOException>(client.ReadFrameAsync);
    }
}

public sealed class EmbeddedReadOnlyMemberTests : ReadOnlyMemberBehaviour
{
    internal override Task<EnsembleUnderTest> StartAsync() => EnsembleUnderTest.Ours.StartAsync(new() { ReadOnlyMode = true });
}

[Collection(ApacheServers.Name)]
public sealed class ApacheReadOnlyMemberTests : ReadOnlyMemberBehaviour
{
    // Java's read-only server opens local sessions only, so it has to be allowed them.
    internal override Task<EnsembleUnderTest> StartAsync() => EnsembleUnderTest.Java.StartAsync(
        ["localSessionsEnabled=true", "localSessionsUpgradingEnabled=true"], ["-Dreadonlymode.enabled=true"]);
}
