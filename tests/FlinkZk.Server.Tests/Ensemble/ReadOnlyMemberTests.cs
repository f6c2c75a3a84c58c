using FlinkZk.Server.Ensemble;
using FlinkZk.Server.Options;
using FlinkZk.Testing;
using FlinkZk.Wire;

namespace FlinkZk.Server.Tests;

/// <summary>What a read-only member shows, and to whom.</summary>
public sealed class ReadOnlyMemberTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task It_shows_the_moment_at_which_it_was_cut_off()
    {
        await using var ensemble = await StartAsync();
        await using var writer = await ensemble.ConnectAsync(2);
        await writer.CreateAsync("/a", "then", acl: [new(Permissions.All, "ip", "127.0.0.1")]);
        await writer.CreateAsync("/a/e", mode: CreateMode.EphemeralSequential);
        var then = await writer.StatAsync("/a");
        await ensemble.Members[0].CutOffAsync(Cancel);
        Assert.Equal(ZkMemberState.ReadOnly, ensemble.Members[0].State);
        await writer.SetAsync("/a", "now");
        await writer.CreateAsync("/a/b");

        await using var reader = await ensemble.ConnectAsync(0, readOnly: true);
        var seen = (await reader.GetAsync("/a")).Read<GetDataResponse>();
        Assert.Equal(("then", then), (System.Text.Encoding.UTF8.GetString(seen.Data!), seen.Stat));
        Assert.Equal(["e0000000000"], await reader.NamesAsync("/a"));
        Assert.Equal(writer.Session.SessionId, (await reader.StatAsync("/a/e0000000000")).EphemeralOwner);
        Assert.Equal((await writer.CallAsync(OpCode.GetAcl, new PathRequest("/a"))).Read<GetAclResponse>().Acls, (await reader.CallAsync(OpCode.GetAcl, new PathRequest("/a"))).Read<GetAclResponse>().Acls);
        Assert.Equal(["config", "quota"], await reader.NamesAsync("/zookeeper"));
    }

    [Fact]
    public async Task A_client_that_has_seen_more_is_closed_without_a_word()
    {
        await using var ensemble = await StartAsync();
        await ensemble.Members[0].CutOffAsync(Cancel);
        await using var writer = await ensemble.ConnectAsync(1);
        var zxid = (await writer.SetAsync("/", "x")).Header.Zxid;
        await IsRefusedAsync(ensemble, new(0, zxid, 10_000, 0, new byte[16], true));
    }

    [Fact]
    public async Task A_session_of_the_ensemble_is_not_taken_for_expired()
    {
        await using var ensemble = await StartAsync();
        await using var client = await ensemble.ConnectAsync(0, readOnly: true);
        await ensemble.Members[0].CutOffAsync(Cancel);
        Assert.True(await client.IsClosedByServerAsync());
        await IsRefusedAsync(ensemble, new(0, 0, 10_000, client.Session.SessionId, client.Session.Password, true));
        await using var elsewhere = await ensemble.RenewAsync(1, client);
        Assert.Equal(client.Session.SessionId, elsewhere.Session.SessionId);
    }

    [Fact]
    public async Task Its_own_sessions_can_be_renewed_there_and_nowhere_else()
    {
        await using var ensemble = await StartAsync();
        await ensemble.Members[0].CutOffAsync(Cancel);
        await using var first = await ensemble.ConnectAsync(0, readOnly: true);
        await using var second = await RawClient.ConnectAsync(ensemble.Members[0].Port, session: first.Session.SessionId, password: first.Session.Password, readOnly: true);
        Assert.Equal((true, first.Session.SessionId), (second.Session.ReadOnly, second.Session.SessionId));
        Assert.True(await first.IsClosedByServerAsync());
        await using var elsewhere = await ensemble.RenewAsync(1, first);
        Assert.Equal(0, elsewhere.Session.TimeOut);
        await ensemble.Members[0].RejoinAsync(Cancel);
        await using var later = await ensemble.RenewAsync(0, first);
        Assert.Equal(0, later.Session.TimeOut);
    }

    [Fact]
    public async Task Its_silent_sessions_expire()
    {
        var time = new Microsoft.Extensions.Time.Testing.FakeTimeProvider();
        await using var ensemble = await StartAsync(new() { ReadOnlyMode = true, TimeProvider = time });
        await ensemble.Members[0].CutOffAsync(Cancel);
        await using var client = await ensemble.ConnectAsync(0, timeout: 4_000, readOnly: true);
        Assert.Equal(1, ensemble.Members[0].Statistics!.Sessions);
        time.Advance(TimeSpan.FromSeconds(8));
        Assert.True(await client.IsClosedByServerAsync());
        Assert.Equal(0, ensemble.Members[0].Statistics!.Sessions);
    }

    [Fact]
    public async Task It_is_found_by_isro_without_being_asked_to_allow_that_word()
    {
        await using var ensemble = await ZkEnsemble.StartAsync(new() { ReadOnlyMode = true }, cancellationToken: Cancel);
        await ensemble.Members[0].CutOffAsync(Cancel);
        Assert.Equal("ro", await FourLetterWord.AskAsync(ensemble.Members[0].Port, "isro", Cancel));
        Assert.Equal("rw", await FourLetterWord.AskAsync(ensemble.Members[1].Port, "isro", Cancel));
        Assert.StartsWith("mntr is not executed", await FourLetterWord.AskAsync(ensemble.Members[0].Port, "mntr", Cancel), StringComparison.Ordinal);
    }

    private static Task<ZkEnsemble> StartAsync(ZkServerOptions? options = null) => TestEnsembles.StartAsync(options ?? new() { ReadOnlyMode = true });

    private static async Task IsRefusedAsync(ZkEnsemble ensemble, ConnectRequest request)
    {
        await using var client = await RawClient.OpenAsync(ensemble.Members[0].Port);
        await client.SendAsync(request);
        await Assert.ThrowsAnyAsync<IOException>(client.ReadFrameAsync);
    }
}
