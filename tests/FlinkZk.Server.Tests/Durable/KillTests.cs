using System.Collections.Concurrent;
using System.Net.Sockets;
using FlinkZk.Testing;
using FlinkZk.Wire;

namespace FlinkZk.Server.Tests.Durable;

/// <summary>kill -9 in the middle of writes.</summary>
public sealed class KillTests : IDisposable
{
    private const int Rounds = 4;
    private const int Writers = 8;

    private readonly string _path = Directory.CreateTempSubdirectory("flinkzk-kill-").FullName;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(_path, recursive: true);

    [Fact]
    public async Task A_server_that_is_killed_while_it_writes_has_everything_it_acknowledged()
    {
        var acknowledged = new ConcurrentBag<string>();
        for (var round = 1; round <= Rounds; round++)
        {
            using var server = await ServerProcess.StartAsync(_path, Cancellation);
            var writers = Enumerable.Range(0, Writers).Select(_ => WriteUntilKilledAsync(server.Port, acknowledged)).ToList();
            var enough = acknowledged.Count + Random.Shared.Next(50, 300);
            await Eventually.Async(() => acknowledged.Count >= enough, "some writes are acknowledged", Cancellation);
            await server.KillAsync(Cancellation);
            await Task.WhenAll(writers);

            await using var next = await ZkServer.StartAsync(new() { DataPath = _path }, Cancellation);
            await using var client = await RawClient.ConnectAsync(next.Port);
            var present = (await client.NamesAsync("/")).Select(static name => "/" + name).ToHashSet(StringComparer.Ordinal);
            Assert.Subset(present, acknowledged.ToHashSet(StringComparer.Ordinal));
            Assert.InRange(present.Count, acknowledged.Count, acknowledged.Count + 1 + (round * Writers));
        }
    }

    private static async Task WriteUntilKilledAsync(int port, ConcurrentBag<string> acknowledged)
    {
        await using var client = await RawClient.ConnectAsync(port);
        try
        {
            while (true)
                acknowledged.Add(await client.CreateAsync("/n-", "some data", CreateMode.PersistentSequential));
        }
        catch (Exception e) when (e is IOException or SocketException)
        {
            // It was killed; EndOfStreamException is an IOException, too.
        }
    }
}
