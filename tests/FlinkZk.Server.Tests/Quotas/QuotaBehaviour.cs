using System.Text;
using FlinkZk.Wire;

namespace FlinkZk.Server.Tests.Quotas;

/// <summary>Quotas on a server that enforces them, set with the two nodes that zkCli's setquota makes.</summary>
public abstract class QuotaBehaviour
{
    private readonly string _root = $"/q{Guid.NewGuid():N}";

    protected static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>The port, on a server that runs.</summary>
    protected abstract Task<int> StartAsync();

    [Fact]
    public async Task Usage_begins_with_what_there_is_and_is_counted_along_without_a_new_version()
    {
        await using var client = await StartWithAsync("count=100,bytes=-1=;byteHardLimit=-1;countHardLimit=-1", ("/a", "hello"));
        Assert.Equal("count=2,bytes=5", await client.UsageAsync(_root));
        var before = await client.StatAsync($"/zookeeper/quota{_root}/zookeeper_stats");

        await client.CreateAsync($"{_root}/b", "123");
        Assert.Equal("count=3,bytes=8", await client.UsageAsync(_root));
        await client.CreateAsync($"{_root}/b/c", "äö");
        Assert.Equal("count=4,bytes=12", await client.UsageAsync(_root));
        await client.SetAsync($"{_root}/a", "0123456789");
        Assert.Equal("count=4,bytes=17", await client.UsageAsync(_root));
        await client.SetAsync(_root, "x");
        Assert.Equal("count=4,bytes=18", await client.UsageAsync(_root));
        await client.DeleteAsync($"{_root}/b/c");
        await client.DeleteAsync($"{_root}/b");
        Assert.Equal("count=2,bytes=11", await client.UsageAsync(_root));

        var after = await client.StatAsync($"/zookeeper/quota{_root}/zookeeper_stats");
        Assert.Equal((before.Version, before.Mzxid, before.Mtime), (after.Version, after.Mzxid, after.Mtime));
        Assert.Equal("count=2,bytes=11".Length, after.DataLength);
    }

    [Fact]
    public async Task A_write_over_a_hard_limit_is_refused_until_there_is_room()
    {
        await using var client = await StartWithAsync("count=1,bytes=-1=;byteHardLimit=10;countHardLimit=3");
        Assert.Equal(ErrorCode.Ok, (await client.TryCreateAsync($"{_root}/a", "12345")).Error);
        Assert.Equal(ErrorCode.QuotaExceeded, (await client.TryCreateAsync($"{_root}/b", "123456")).Error);
        Assert.Equal(ErrorCode.Ok, (await client.TryCreateAsync($"{_root}/b", "12345")).Error);
        Assert.Equal(ErrorCode.QuotaExceeded, (await client.TryCreateAsync($"{_root}/c")).Error);
        Assert.Equal(ErrorCode.QuotaExceeded, (await client.SetAsync($"{_root}/b", "123456")).Error);
        Assert.Equal(ErrorCode.Ok, (await client.SetAsync($"{_root}/b", "54321")).Error);
        Assert.Equal("count=3,bytes=10", await client.UsageAsync(_root));

        await client.DeleteAsync($"{_root}/a");
        Assert.Equal(ErrorCode.Ok, (await client.TryCreateAsync($"{_root}/c", "12345")).Error);
    }

    [Fact]
    public async Task Over_a_soft_limit_writes_go_through()
    {
        await using var client = await StartWithAsync("count=1,bytes=2=;byteHardLimit=-1;countHardLimit=-1");
        Assert.Equal(ErrorCode.Ok, (await client.TryCreateAsync($"{_root}/a", "12345")).Error);
        Assert.Equal("count=2,bytes=5", await client.UsageAsync(_root));
    }

    [Fact]
    public async Task Only_the_next_quota_above_a_node_counts_and_judges_it()
    {
        await using var client = await StartWithAsync("count=-1,bytes=-1=;byteHardLimit=-1;countHardLimit=3", ("/in", ""));
        await client.SetQuotaAsync($"{_root}/in", "count=-1,bytes=-1=;byteHardLimit=-1;countHardLimit=2");
        Assert.Equal("count=1,bytes=0", await client.UsageAsync($"{_root}/in"));
        Assert.Equal(ErrorCode.Ok, (await client.TryCreateAsync($"{_root}/in/a")).Error);
        Assert.Equal(ErrorCode.QuotaExceeded, (await client.TryCreateAsync($"{_root}/in/b")).Error);
        Assert.Equal(("count=2,bytes=0", "count=2,bytes=0"), (await client.UsageAsync($"{_root}/in"), await client.UsageAsync(_root)));
        Assert.Equal(ErrorCode.Ok, (await client.TryCreateAsync($"{_root}-beside")).Error);
    }

    [Fact]
    public async Task Without_its_limits_a_quota_is_over()
    {
        await using var client = await StartWithAsync("count=-1,bytes=-1=;byteHardLimit=-1;countHardLimit=1");
        Assert.Equal(ErrorCode.QuotaExceeded, (await client.TryCreateAsync($"{_root}/a")).Error);
        await client.DeleteAsync($"/zookeeper/quota{_root}/zookeeper_limits");
        Assert.Equal(ErrorCode.Ok, (await client.TryCreateAsync($"{_root}/a")).Error);
        Assert.Equal("count=1,bytes=0", await client.UsageAsync(_root));
    }

    [Fact]
    public async Task New_limits_hold_from_the_next_write()
    {
        await using var client = await StartWithAsync("count=-1,bytes=-1=;byteHardLimit=-1;countHardLimit=1");
        await client.SetAsync($"/zookeeper/quota{_root}/zookeeper_limits", "count=-1,bytes=-1=;byteHardLimit=-1;countHardLimit=2");
        Assert.Equal(ErrorCode.Ok, (await client.TryCreateAsync($"{_root}/a")).Error);
        Assert.Equal(ErrorCode.QuotaExceeded, (await client.TryCreateAsync($"{_root}/b")).Error);
    }

    [Fact]
    public async Task Ephemeral_nodes_are_counted_and_their_end_too()
    {
        var port = await StartAsync();
        await using var client = await StartWithAsync("count=10,bytes=-1=;byteHardLimit=-1;countHardLimit=-1");
        await using (var another = await RawClient.ConnectAsync(port))
        {
            await another.CreateAsync($"{_root}/e", "12345", CreateMode.Ephemeral);
            Assert.Equal("count=2,bytes=5", await client.UsageAsync(_root));
            await another.CallAsync(OpCode.CloseSession);
        }
        Assert.Equal("count=1,bytes=0", await client.UsageAsync(_root));
    }

    private async Task<RawClient> StartWithAsync(string limits, params (string Path, string Data)[] nodes)
    {
        var client = await RawClient.ConnectAsync(await StartAsync());
        await client.CreateAsync(_root);
        foreach (var (path, data) in nodes)
            await client.CreateAsync(_root + path, data);
        await client.SetQuotaAsync(_root, limits);
        return client;
    }
}

/// <summary>Quotas as zkCli sets and shows them.</summary>
internal static class QuotaExtensions
{
    public static async Task SetQuotaAsync(this RawClient client, string path, string limits)
    {
        var folder = "/zookeeper/quota";
        foreach (var name in path[1..].Split('/'))
            await client.TryCreateAsync(folder += $"/{name}");
        await client.CreateAsync($"{folder}/zookeeper_limits", limits);
        await client.CreateAsync($"{folder}/zookeeper_stats", "count=0,bytes=0");
    }

    public static async Task<string> UsageAsync(this RawClient client, string path) =>
        Encoding.UTF8.GetString((await client.GetAsync($"/zookeeper/quota{path}/zookeeper_stats")).Read<GetDataResponse>().Data!);
}
