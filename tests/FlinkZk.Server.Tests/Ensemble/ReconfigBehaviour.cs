using System.Globalization;
using System.Text;
using FlinkZk.Wire;

namespace FlinkZk.Server.Tests;

/// <summary>Members come and go by reconfig, and <c>/zookeeper/config</c> tells of it.</summary>
public abstract class ReconfigBehaviour : EnsembleBehaviour
{
    private const string Config = "/zookeeper/config";

    // One test, because Java's ensemble takes long to start.
    [Fact]
    public async Task Members_leave_and_join_by_those_who_may()
    {
        var (leader, followers) = await Ensemble.FindLeaderAsync();
        await using var client = await Ensemble.ConnectAsync(leader);
        var before = await ReadAsync(client);
        Assert.Equal([1, 2, 3], before.Servers.Keys);
        Assert.All(before.Servers.Values, line => Assert.Matches(@"^127\.0\.0\.1:\d+:\d+:participant", line));
        Assert.Equal(before.Version, before.Stat.Mzxid);

        var gone = followers[1] + 1;
        await RefusesAsync(client, ErrorCode.NoAuth, leaving: $"{gone}");
        Assert.Equal(ErrorCode.Ok, (await client.AuthAsync("digest", "super:secret")).Error);
        await RefusesAsync(client, ErrorCode.BadVersion, leaving: $"{gone}", version: 12345);
        await RefusesAsync(client, ErrorCode.BadArguments, leaving: $"{followers[0] + 1},{gone}");
        await RefusesAsync(client, ErrorCode.BadArguments, joining: "server.4=nonsense");
        await RefusesAsync(client, ErrorCode.MarshallingError, leaving: "x");

        await client.GetAsync(Config, watch: true);
        var left = await ChangeAsync(client, leaving: $"{gone}", version: before.Version);
        Assert.Equal((WatchEventType.DataChanged, Config), await client.ReadEventAsync() is var (type, path, _) ? (type, path) : default);
        Assert.Equal(new[] { 1, 2, 3 }.Where(id => id != gone), left.Servers.Keys);
        Assert.True(left.Version > before.Version);
        Assert.Equal((-1, left.Version), (left.Stat.Version, left.Stat.Mzxid));
        Assert.Equal(left.Text, (await ReadAsync(client)).Text);

        var joining = $"server.{gone}={before.Servers[gone].Split(';')[0]};127.0.0.1:{Ensemble.Ports[gone - 1]}";
        var joined = await ChangeAsync(client, joining: joining);
        Assert.Equal([1, 2, 3], joined.Servers.Keys);
        await Ensemble.UntilAsync(gone - 1, "srvr", "Mode: follower");
        await using var there = await Ensemble.ConnectAsync(gone - 1);
        Assert.Equal(joined.Text, (await ReadAsync(there)).Text);

        // Two of four are no majority.
        await Ensemble.StopAsync(gone - 1);
        await Ensemble.UntilMissedAsync(leader, followers: 1);
        await RefusesAsync(client, ErrorCode.NewConfigNoQuorum, joining: "server.4=127.0.0.1:1:2;127.0.0.1:3");
    }

    private static async Task RefusesAsync(RawClient client, ErrorCode error, string? joining = null, string? leaving = null, long version = -1) =>
        Assert.Equal(error, (await client.CallAsync(OpCode.Reconfig, new ReconfigRequest(joining, leaving, null, version))).Error);

    private static async Task<Configuration> ChangeAsync(RawClient client, string? joining = null, string? leaving = null, long version = -1) =>
        Configuration.Of((await client.CallAsync(OpCode.Reconfig, new ReconfigRequest(joining, leaving, null, version))).Read<GetDataResponse>());

    private static async Task<Configuration> ReadAsync(RawClient client) => Configuration.Of((await client.GetAsync(Config)).Read<GetDataResponse>());

    private sealed record Configuration(string Text, SortedDictionary<int, string> Servers, long Version, Stat Stat)
    {
        public static Configuration Of(GetDataResponse node)
        {
            var (text, servers, version) = (Encoding.UTF8.GetString(node.Data!), new SortedDictionary<int, string>(), 0L);
            foreach (var line in text.Split('\n'))
                if (line.StartsWith("version=", StringComparison.Ordinal))
                    version = long.Parse(line[8..], NumberStyles.HexNumber, CultureInfo.InvariantCulture);
                else
                    servers.Add(int.Parse(line["server.".Length..line.IndexOf('=')], CultureInfo.InvariantCulture), line[(line.IndexOf('=') + 1)..]);
            return new(text, servers, version, node.Stat);
        }
    }
}

public sealed class EmbeddedReconfigTests : ReconfigBehaviour
{
    internal override Task<EnsembleUnderTest> StartAsync() =>
        EnsembleUnderTest.Ours.StartAsync(new() { ReconfigEnabled = true, SuperDigest = EnsembleUnderTest.SuperDigest });
}

[Collection(ApacheServers.Name)]
public sealed class ApacheReconfigTests : ReconfigBehaviour
{
    internal override Task<EnsembleUnderTest> StartAsync() => EnsembleUnderTest.Java.StartAsync(
        ["reconfigEnabled=true"], [$"-Dzookeeper.DigestAuthenticationProvider.superDigest={EnsembleUnderTest.SuperDigest}"]);
}
