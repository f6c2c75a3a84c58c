using FlinkZk.Server.Diagnostics;
using FlinkZk.Server.Options;
using FlinkZk.Wire;
using static FlinkZk.Server.Tests.MultiRequest;

namespace FlinkZk.Server.Tests.Quotas;

/// <summary>Quotas where Java is less exact, and what the options promise.</summary>
public sealed class QuotaTests
{
    private const string ThreeNodes = "count=-1,bytes=-1=;byteHardLimit=-1;countHardLimit=3";
    private readonly LogListener _log = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_multi_is_judged_as_a_whole_and_one_that_fails_uses_nothing()
    {
        await using var server = await ZkServer.StartAsync(new() { EnforceQuota = true }, Cancel);
        await using var client = await StartWithAsync(server, ThreeNodes);
        var reply = await client.CallAsync(OpCode.Multi, new MultiRequest(Create("/q/a"), Create("/q/b"), Create("/q/c")));
        var errors = new List<ErrorCode>();
        var reader = new JuteReader(reply.Body);
        for (var header = MultiHeader.Read(ref reader); !header.Done; header = MultiHeader.Read(ref reader))
            errors.Add((ErrorCode)reader.ReadInt());
        Assert.Equal([ErrorCode.Ok, ErrorCode.Ok, ErrorCode.QuotaExceeded], errors);
        Assert.Equal("count=1,bytes=0", await client.UsageAsync("/q"));

        // What the multi gave back is there for the next.
        await client.CallAsync(OpCode.Multi, new MultiRequest(Create("/q/a"), Create("/q/b"), Delete("/q/a"), Create("/q/c")));
        Assert.Equal("count=3,bytes=0", await client.UsageAsync("/q"));
    }

    [Fact]
    public async Task Writes_under_way_are_counted()
    {
        await using var server = await ZkServer.StartAsync(new() { EnforceQuota = true }, Cancel);
        await using var client = await StartWithAsync(server, ThreeNodes);
        var xids = new List<int>();
        for (var i = 0; i < 20; i++)
            xids.Add(await client.SendRequestAsync(OpCode.Create, new CreateRequest($"/q/{i}", [], Acl.OpenUnsafe, CreateMode.Persistent)));
        var errors = new List<ErrorCode>();
        foreach (var xid in xids)
            errors.Add((await client.ReadReplyAsync(xid)).Error);
        Assert.Equal((2, 18), (errors.Count(static error => error == ErrorCode.Ok), errors.Count(static error => error == ErrorCode.QuotaExceeded)));
    }

    [Fact]
    public async Task Quotas_and_their_usage_outlive_a_restart_from_log_and_from_snapshot()
    {
        var folder = Directory.CreateTempSubdirectory("flinkzk-quota-").FullName;
        var options = new ZkServerOptions { DataPath = folder, EnforceQuota = true };
        for (var round = 0; round < 3; round++)
        {
            await using var server = await ZkServer.StartAsync(options, Cancel);
            await using var client = round == 0 ? await StartWithAsync(server, ThreeNodes) : await RawClient.ConnectAsync(server.Port);
            if (round == 0)
                await client.CreateAsync("/q/a", "12345");
            else
                Assert.Equal("count=2,bytes=5", await client.UsageAsync("/q"));
            Assert.Equal(ErrorCode.Ok, (await client.TryCreateAsync("/q/b")).Error);
            Assert.Equal(ErrorCode.QuotaExceeded, (await client.TryCreateAsync("/q/c")).Error);
            await client.DeleteAsync("/q/b");
            if (round == 1)
                await server.TakeSnapshotAsync();
        }
        Directory.Delete(folder, recursive: true);
    }

    [Theory]
    [InlineData(false, "count=-1,bytes=-1=;byteHardLimit=-1;countHardLimit=1", ErrorCode.Ok, "not enforced")]
    [InlineData(true, "count=-1,bytes=-1=;byteHardLimit=-1;countHardLimit=1", ErrorCode.QuotaExceeded, "refused")]
    [InlineData(true, "count=1,bytes=-1=;byteHardLimit=-1;countHardLimit=-1", ErrorCode.Ok, "goes through")]
    public async Task Over_a_limit_is_told_with_the_figures(bool enforce, string limits, ErrorCode expected, string outcome)
    {
        await using var server = await ZkServer.StartAsync(new() { EnforceQuota = enforce, Log = _log.Hear }, Cancel);
        await using var client = await StartWithAsync(server, limits);
        Assert.Equal(expected, (await client.TryCreateAsync("/q/a")).Error);
        var entry = await _log.WaitForAsync(ZkServerLogEvents.QuotaExceeded);
        Assert.Contains("/q would have 2 nodes, and its quota is 1", entry.Message, StringComparison.Ordinal);
        Assert.Contains(outcome, entry.Message, StringComparison.Ordinal);
        Assert.Contains($"Session 0x{client.Session.SessionId:x} writes", entry.Message, StringComparison.Ordinal);
        await client.TryCreateAsync("/q/b");
        Assert.Single(_log.Entries, static told => told.Event == ZkServerLogEvents.QuotaExceeded);
    }

    [Theory]
    [InlineData("nonsense")]
    [InlineData("count=,bytes==;;x")]
    [InlineData("countHardLimit=99999999999999999999")]
    [InlineData("count=3,bytes=-1=;byteHardLimit=40x;countHardLimit=5")]
    public async Task Limits_that_cannot_be_read_let_nothing_in_where_they_are_enforced_and_are_told(string limits)
    {
        foreach (var enforce in (bool[])[true, false])
        {
            var log = new LogListener();
            await using var server = await ZkServer.StartAsync(new() { EnforceQuota = enforce, Log = log.Hear }, Cancel);
            await using var client = await StartWithAsync(server, limits);
            Assert.Equal(enforce ? ErrorCode.QuotaExceeded : ErrorCode.Ok, (await client.TryCreateAsync("/q/a")).Error);
            Assert.Equal(enforce ? ErrorCode.QuotaExceeded : ErrorCode.Ok, (await client.SetAsync("/q", "1")).Error);
            var told = (await log.WaitForAsync(ZkServerLogEvents.QuotaUnreadable)).Message;
            Assert.Contains("/zookeeper/quota/q/zookeeper_limits cannot be read", told, StringComparison.Ordinal);
            Assert.Contains(enforce ? "writes below /q are refused" : "/q has no limit", told, StringComparison.Ordinal);
            Assert.Single(log.Entries, static entry => entry.Event == ZkServerLogEvents.QuotaUnreadable);

            // What is wrong can be set right, and then counts.
            Assert.Equal(ErrorCode.Ok, (await client.SetAsync("/zookeeper/quota/q/zookeeper_limits", "count=-1,bytes=-1=;byteHardLimit=-1;countHardLimit=9")).Error);
            Assert.Equal(ErrorCode.Ok, (await client.TryCreateAsync("/q/b")).Error);
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("count=-1,bytes=-1")]
    public async Task Limits_that_say_nothing_limit_nothing(string limits)
    {
        await using var server = await ZkServer.StartAsync(new() { EnforceQuota = true }, Cancel);
        await using var client = await StartWithAsync(server, limits);
        Assert.Equal(ErrorCode.Ok, (await client.TryCreateAsync("/q/a", "12345")).Error);
        Assert.Equal("count=2,bytes=5", await client.UsageAsync("/q"));
    }

    private static async Task<RawClient> StartWithAsync(ZkServer server, string limits)
    {
        var client = await RawClient.ConnectAsync(server.Port);
        await client.CreateAsync("/q");
        await client.SetQuotaAsync("/q", limits);
        return client;
    }
}
