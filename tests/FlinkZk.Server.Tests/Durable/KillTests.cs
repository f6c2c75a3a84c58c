using FlinkZk.Testing;

namespace FlinkZk.Server.Tests.Durable;

/// <summary>kill -9 in the middle of writes, again and again.</summary>
public sealed class KillTests(ITestOutputHelper output) : IDisposable
{
    private const int Rounds = 50;
    private const int Writers = 8;

    private readonly string _path = Directory.CreateTempSubdirectory("flinkzk-kill-").FullName;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(_path, recursive: true);

    [Fact]
    public async Task A_server_that_is_killed_fifty_times_while_it_writes_has_everything_it_acknowledged()
    {
        var writers = Enumerable.Range(0, Writers).Select(static number => new KillWriter(number)).ToList();
        var next = ServerProcess.Launch();
        for (var round = 1; round <= Rounds; round++)
        {
            using var server = next;
            // The runtime of the next one starts while this one works.
            next = ServerProcess.Launch();
            await server.OpenAsync(_path, Cancellation);
            await VerifyAsync(writers, server.Port, round);
            var writing = writers.Select(writer => writer.WriteAsync(server.Port)).ToList();
            var enough = writers.Sum(static writer => writer.Acknowledged) + Random.Shared.Next(20, 200);
            await Eventually.Async(
                _ => Task.FromResult(writing.Any(static task => task.IsFaulted) || writers.Sum(static writer => writer.Acknowledged) >= enough),
                TimeSpan.FromSeconds(60), "some writes are acknowledged", Cancellation);
            await server.KillAsync(Cancellation);
            await Task.WhenAll(writing);
        }
        next.Dispose();

        await using var last = await ZkServer.StartAsync(new() { DataPath = _path }, Cancellation);
        await VerifyAsync(writers, last.Port, Rounds + 1);
        Assert.NotNull(last.Recovery!.Snapshot);
        output.WriteLine($"{writers.Sum(static writer => writer.Acknowledged)} acknowledged, {last.Statistics.LastZxid} transactions, snapshot {last.Recovery.Snapshot}");
    }

    private static async Task VerifyAsync(List<KillWriter> writers, int port, int round)
    {
        await using var client = await RawClient.ConnectAsync(port);
        foreach (var writer in writers)
            await writer.VerifyAsync(client, round);
    }
}
