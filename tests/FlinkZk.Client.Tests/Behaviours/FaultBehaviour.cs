using System.Diagnostics;
using System.Globalization;
using FlinkZk.Testing;
using FlinkZk.Wire;

namespace FlinkZk.Client.Tests;

/// <summary>A network that fails between client and server: what was acknowledged holds, once; what was not may or may not have happened, and says so.</summary>
public abstract class FaultBehaviour(TestServer server) : Behaviour(server)
{
    public static TheoryData<string> FaultNames => [.. NetworkFault.All.Select(fault => fault.Name)];

    [Theory]
    [MemberData(nameof(FaultNames))]
    public async Task No_acknowledged_write_is_lost_or_doubled_and_watches_work_afterwards(string fault)
    {
        await using var proxy = Server.NewProxy();
        var client = await ConnectAsync(proxy.ConnectionString);
        await using var everything = await client.WatchAsync("/", AddWatchMode.PersistentRecursive, Cancel);
        var (_, once) = await client.ExistsAndWatchAsync("/afterwards", Cancel);
        var id = client.SessionId;
        var model = new WriteModel();
        using var enough = new CancellationTokenSource();
        var writing = Task.WhenAll(Enumerable.Range(0, 4).Select(worker => WriteAsync(client, model, worker, enough.Token)));

        await Eventually.Async(() => model.Acknowledged > 10, "writes flow", Cancel);
        await NetworkFault.All.Single(one => one.Name == fault).StrikeAsync(proxy, Cancel);
        var then = model.Acknowledged;
        await Eventually.Async(() => model.Acknowledged > then + 10, $"writes flow after {fault}", Cancel);
        await enough.CancelAsync();
        await writing;

        await model.CheckAsync(Client, Cancel);
        Assert.Equal(id, client.SessionId);
        await Client.CreateAsync("/afterwards", cancellationToken: Cancel);
        Assert.Equal(WatchEventType.Created, (await once.Fired(Cancel)).Type);
        await foreach (var e in everything.ReadAllAsync(Cancel))
        {
            if (e.Path == "/afterwards")
                break;
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task A_random_schedule_of_faults_loses_and_doubles_nothing(int seed)
    {
        await using var proxy = Server.NewProxy();
        ZkClient[] clients = [await ConnectAsync(proxy.ConnectionString), await ConnectAsync(proxy.ConnectionString)];
        var model = new WriteModel();
        using var enough = new CancellationTokenSource();
        var writing = Task.WhenAll(Enumerable.Range(0, 6).Select(worker => WriteAsync(clients[worker % 2], model, worker, enough.Token)));

        var random = new Random(seed);
        for (var i = 0; i < 12; i++)
        {
            // Now and then one meets the next.
            var acting = NetworkFault.All[random.Next(NetworkFault.All.Count)].StrikeAsync(proxy, Cancel);
            if (random.Next(3) > 0)
                await acting;
            var then = model.Acknowledged;
            await Eventually.Async(() => model.Acknowledged > then, $"writes flow after fault {i} of seed {seed}", Cancel);
            await acting;
        }
        await enough.CancelAsync();
        await writing;
        await model.CheckAsync(Client, Cancel);
        Assert.All(clients, client => Assert.False(client.Lost.IsCancellationRequested));
    }

    [Fact]
    public async Task States_are_seen_in_order_however_often_the_connection_breaks()
    {
        await using var proxy = Server.NewProxy();
        var client = await ConnectAsync(proxy.ConnectionString);
        var seen = new List<SessionStatus> { client.Status };
        for (var i = 0; i < 5; i++)
        {
            proxy.Cut();
            do
                seen.Add(await client.WaitForChangeAsync(seen[^1].Version, Cancel));
            while (seen[^1].State != SessionState.Connected);
        }
        Assert.Equal(seen.Select(status => status.Version).Order().Distinct(), seen.Select(status => status.Version));
        Assert.All(seen, status => Assert.Equal(status.Version % 2 == 1 ? SessionState.Connected : SessionState.Suspended, status.State));
    }

    [Fact]
    public async Task Nothing_hangs_beyond_its_deadline_while_nothing_is_heard()
    {
        await using var proxy = Server.NewProxy();
        var client = await ConnectAsync(Options(proxy.ConnectionString) with { SessionTimeout = TimeSpan.FromSeconds(2) });
        var (_, watch) = await client.ExistsAndWatchAsync("/never", Cancel);
        proxy.Stalls = true;
        var began = Stopwatch.GetTimestamp();
        using var cancellation = new CancellationTokenSource();
        var cancelled = client.GetDataAsync("/", cancellation.Token).AsTask();
        Task[] waiting =
        [
            client.GetDataAsync("/", Cancel).AsTask(), client.CreateAsync("/a", cancellationToken: Cancel).AsTask(), client.SyncAsync("/", Cancel).AsTask(),
            client.WatchAsync("/", AddWatchMode.Persistent, Cancel).AsTask(), client.PingAsync(Cancel).AsTask(),
        ];
        await cancellation.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => cancelled);
        foreach (var task in waiting)
            await Assert.ThrowsAsync<ZkException>(() => task);
        // Given up after 2/3 of the timeout, over after 4/3; the rest is a busy machine's.
        await UntilAsync(client, state => state == SessionState.Expired);
        Assert.Equal(SessionState.Expired, (await watch.Fired(Cancel)).State);
        Assert.True(Stopwatch.GetElapsedTime(began) < TimeSpan.FromSeconds(10), $"{Stopwatch.GetElapsedTime(began)}");
    }

    /// <summary>One writer: creates nodes, and sets one of its own by its version, until it is told to stop.</summary>
    private static async Task WriteAsync(ZkClient client, WriteModel model, int worker, CancellationToken enough)
    {
        var own = string.Create(CultureInfo.InvariantCulture, $"/own{worker}");
        await model.CreateAsync(client, own, Cancel);
        for (var i = 0; !enough.IsCancellationRequested; i++)
        {
            if (i % 3 == 0)
                await model.CreateAsync(client, string.Create(CultureInfo.InvariantCulture, $"/n{worker}-{i}"), Cancel);
            else
                await model.SetAsync(client, own, Cancel);
        }
    }
}
