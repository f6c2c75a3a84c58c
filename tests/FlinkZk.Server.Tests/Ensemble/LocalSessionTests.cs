using FlinkZk.Server.Options;
using FlinkZk.Testing;
using FlinkZk.Wire;

namespace FlinkZk.Server.Tests;

/// <summary>Sessions that no transaction tells of.</summary>
public sealed class LocalSessionTests
{
    private static readonly ZkServerOptions Options = new() { LocalSessions = true, FourLetterWords = new HashSet<string> { "*" } };

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task They_cost_no_transaction_and_write_as_any_other()
    {
        await using var server = await ZkServer.StartAsync(Options, Cancel);
        await using var client = await RawClient.ConnectAsync(server.Port);
        Assert.Equal((0, 1), (server.Statistics.LastZxid, server.Statistics.Sessions));
        Assert.Equal("/a", await client.CreateAsync("/a"));
        var report = await FourLetterWord.AskAsync(server.Port, "mntr", Cancel);
        Assert.Contains("zk_local_sessions\t1\n", report, StringComparison.Ordinal);
        Assert.Contains("zk_global_sessions\t0\n", report, StringComparison.Ordinal);
    }

    [Fact]
    public async Task They_can_own_no_ephemeral_node()
    {
        await using var server = await ZkServer.StartAsync(Options, Cancel);
        await using var client = await RawClient.ConnectAsync(server.Port);
        Assert.Equal(ErrorCode.EphemeralOnLocalSession, (await client.TryCreateAsync("/e", mode: CreateMode.Ephemeral)).Error);
        Assert.Equal(ErrorCode.EphemeralOnLocalSession, (await client.TryCreateAsync("/e", mode: CreateMode.EphemeralSequential)).Error);
        var multi = await client.CallAsync(OpCode.Multi, new MultiRequest(MultiRequest.Create("/a"), MultiRequest.Create("/e", CreateMode.Ephemeral)));
        Assert.Equal(ErrorCode.Ok, multi.Error);
        Assert.Equal([ErrorCode.Ok, ErrorCode.EphemeralOnLocalSession], ErrorsOf(multi));
    }

    [Fact]
    public async Task They_end_by_word_and_by_silence()
    {
        var time = new Microsoft.Extensions.Time.Testing.FakeTimeProvider();
        await using var server = await ZkServer.StartAsync(Options with { TimeProvider = time }, Cancel);
        await using (var client = await RawClient.ConnectAsync(server.Port))
        {
            var write = await client.SendRequestAsync(OpCode.SetData, new SetDataRequest("/", [], -1));
            var close = await client.SendRequestAsync(OpCode.CloseSession, new Nothing());
            Assert.Equal(ErrorCode.Ok, (await client.ReadReplyAsync(write)).Error);
            Assert.Equal(ErrorCode.Ok, (await client.ReadReplyAsync(close)).Error);
            Assert.True(await client.IsClosedByServerAsync());
        }
        Assert.Equal(0, server.Statistics.Sessions);
        await using var silent = await RawClient.ConnectAsync(server.Port, timeout: 4_000);
        time.Advance(TimeSpan.FromSeconds(8));
        Assert.True(await silent.IsClosedByServerAsync());
        await Eventually.Async(() => server.Statistics.Sessions == 0, "the session is gone", Cancel);
    }

    [Fact]
    public async Task They_can_be_renewed_where_they_were_opened_and_nowhere_else()
    {
        await using var ensemble = await TestEnsembles.StartAsync(Options);
        await using var first = await ensemble.ConnectAsync(0);
        await using var second = await ensemble.RenewAsync(0, first);
        Assert.Equal(first.Session.SessionId, second.Session.SessionId);
        await using var elsewhere = await ensemble.RenewAsync(1, first);
        Assert.Equal(0, elsewhere.Session.TimeOut);
    }

    [Fact]
    public async Task They_end_with_their_member()
    {
        await using var ensemble = await TestEnsembles.StartAsync(Options);
        await using var client = await ensemble.ConnectAsync(0);
        await ensemble.Members[0].StopAsync(Cancel);
        await ensemble.Members[0].StartAsync(Cancel);
        await using var again = await ensemble.RenewAsync(0, client);
        Assert.Equal(0, again.Session.TimeOut);
        Assert.Equal(0, ensemble.Members[0].Statistics!.Sessions);
    }

    private static List<ErrorCode> ErrorsOf(Reply multi)
    {
        var reader = new JuteReader(multi.Body);
        var errors = new List<ErrorCode>();
        for (var header = MultiHeader.Read(ref reader); !header.Done; header = MultiHeader.Read(ref reader))
            errors.Add((ErrorCode)reader.ReadInt());
        return errors;
    }
}
