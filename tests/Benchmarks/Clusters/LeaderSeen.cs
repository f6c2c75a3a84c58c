using FlinkZk.Clusters.Ha;
using FlinkZk.Clusters.Model;

namespace FlinkZk.Benchmarks;

/// <summary>From the moment a JobManager's address is written to the moment that whoever follows the leader has it, read and decoded; the server in a process of its own.</summary>
internal sealed class LeaderSeen : IBenchmark
{
    private const int Changes = 2_000;

    public string Name => "a new leader is written to it is told";

    public async Task<IReadOnlyList<Result>> RunAsync()
    {
        await using var embedded = await ServerProcess.StartAsync();
        await using var writer = await Load.ConnectAsync(embedded.ConnectionString);
        await using var reader = await Load.ConnectAsync(embedded.ConnectionString);
        var paths = new HaPaths();
        var node = paths.ConnectionInfo("rest_server");
        foreach (var path in new[] { "/flink", paths.Cluster, paths.Leader, $"{paths.Leader}/rest_server" })
            await writer.CreateAsync(path);
        await writer.CreateAsync(node, Published());
        await using var told = LeaderFeed.FollowAsync(reader, paths, "rest_server").GetAsyncEnumerator();
        await told.MoveNextAsync();
        var samples = await Load.MicrosecondsAsync(Changes, async () =>
        {
            var leader = Published();
            var set = writer.SetDataAsync(node, leader);
            var grant = LeaderInformationCodec.Read(leader).Value!.SessionId;
            while (await told.MoveNextAsync() && told.Current.Value?.Value?.SessionId != grant)
            {
            }
            await set;
        });
        double[] sorted = [.. samples.Select(sample => sample / 1000).Order()];
        return [new(Name, "ms", sorted), new(Name + ", 99th percentile", "ms", [sorted[sorted.Length * 99 / 100]], "<= 100")];
    }

    private static byte[] Published() => LeaderInformationCodec.Write(new LeaderInformation("http://jm-1:8081", Guid.NewGuid()));
}
