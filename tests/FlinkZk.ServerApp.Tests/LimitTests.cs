using System.Buffers.Binary;
using System.Net.Sockets;
using FlinkZk.Testing;
using FlinkZk.Wire;

namespace FlinkZk.ServerApp.Tests;

/// <summary>A server that is given less than its clients ask for.</summary>
public sealed class LimitTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("flinkzk-limits-");

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task Out_of_descriptors_it_serves_whom_it_has_and_takes_new_clients_once_there_are_some_again()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Only Linux tells how many descriptors a process may have.");
        await using var server = await ServerProcess.StartLimitedAsync(
            "ulimit -n 300", "--data", Path.Combine(_folder.FullName, "data"), "--snapshot-every", "20", "--max-connections-per-address", "0");
        await using var client = await server.ConnectAsync();
        await client.CreateAsync("/kept", cancellationToken: Cancel);
        var crowd = new List<TcpClient>();
        try
        {
            for (var i = 0; i < 400; i++)
            {
                crowd.Add(new());
                await crowd[^1].ConnectAsync("127.0.0.1", server.Port, Cancel);
            }
            // The last that came are closed; snapshots and log have the descriptors that they need.
            Assert.Equal(0, await ReadAsync(crowd[^1]));
            for (var i = 0; i < 100; i++)
                await client.SetDataAsync("/kept", [1], cancellationToken: Cancel);
        }
        finally
        {
            crowd.ForEach(static one => one.Dispose());
        }
        await Eventually.Async(async _ => await CanConnectAsync(server), TimeSpan.FromSeconds(30), "new clients are taken again", Cancel);

        var run = await server.EndAsync(Signals.Terminate);
        Assert.Equal(0, run.ExitCode);
        Assert.Equal("", run.Errors);
        var told = run.Output.Split('\n').Where(static line => line.Contains("ConnectionRefused", StringComparison.Ordinal)).ToList();
        Assert.InRange(told.Count, 1, 4);
        Assert.Contains("ulimit -n", told[0], StringComparison.Ordinal);
        Assert.DoesNotContain("SnapshotFailed", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Large_writes_and_slow_readers_stay_within_the_memory_and_new_clients_are_served_meanwhile()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Only Linux tells the most memory that a process ever had.");
        const long Most = 384L << 20;
        await using var server = await ServerProcess.StartAsync("--max-memory", "384MB", "--data", Path.Combine(_folder.FullName, "data"), "--max-connections-per-address", "0");
        await using var first = await server.ConnectAsync();
        await first.CreateAsync("/large", new byte[Large], cancellationToken: Cancel);

        var slow = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => OpenAsync(server)));
        foreach (var reader in slow)
            await reader.GetStream().WriteAsync(Frames(100, OpCode.GetData, new PathWatchRequest("/large", false)), Cancel);
        var writing = Task.WhenAll(Enumerable.Range(0, 40).Select(_ => WriteLargeAsync(server)));
        do
        {
            await using var another = await server.ConnectAsync();
            Assert.NotNull(await another.ExistsAsync("/large", Cancel));
        }
        while (!writing.IsCompleted);
        await writing;
        Assert.InRange(server.PeakMemory, 1, Most);
        Array.ForEach(slow, static reader => reader.Dispose());
    }

    private const int Large = 900 * 1024;

    private static async Task WriteLargeAsync(ServerProcess server)
    {
        const int Writes = 10;
        using var tcp = await OpenAsync(server);
        var one = Frames(1, OpCode.SetData, new SetDataRequest("/large", new byte[Large], -1));
        var sending = Task.Run(async () =>
        {
            for (var i = 0; i < Writes; i++)
                await tcp.GetStream().WriteAsync(one, Cancel);
        }, Cancel);
        for (var i = 0; i < Writes; i++)
            await ReadFrameAsync(tcp);
        await sending;
    }

    /// <summary>A connection with a session; nobody reads what comes behind the handshake's answer.</summary>
    private static async Task<TcpClient> OpenAsync(ServerProcess server)
    {
        var tcp = new TcpClient();
        await tcp.ConnectAsync("127.0.0.1", server.Port, Cancel);
        var frame = new WireBuffer();
        var writer = new JuteWriter(frame);
        var start = frame.BeginFrame();
        new ConnectRequest(0, 0, 30_000, 0, new byte[Limits.Password], false).Write(ref writer);
        frame.EndFrame(start);
        await tcp.GetStream().WriteAsync(frame.WrittenMemory, Cancel);
        await ReadFrameAsync(tcp);
        return tcp;
    }

    private static ReadOnlyMemory<byte> Frames<T>(int count, OpCode type, T request) where T : struct, IRecord<T>
    {
        var frames = new WireBuffer();
        var writer = new JuteWriter(frames);
        for (var i = 0; i < count; i++)
        {
            var start = frames.BeginFrame();
            new RequestHeader(i + 1, type).Write(ref writer);
            request.Write(ref writer);
            frames.EndFrame(start);
        }
        return frames.WrittenMemory;
    }

    private static async Task ReadFrameAsync(TcpClient tcp)
    {
        var length = new byte[Limits.LengthPrefix];
        await tcp.GetStream().ReadExactlyAsync(length, Cancel);
        await tcp.GetStream().ReadExactlyAsync(new byte[BinaryPrimitives.ReadInt32BigEndian(length)], Cancel);
    }

    private static async Task<int> ReadAsync(TcpClient one)
    {
        try
        {
            return await one.GetStream().ReadAsync(new byte[1], Cancel);
        }
        catch (IOException)
        {
            return 0;
        }
    }

    private static async Task<bool> CanConnectAsync(ServerProcess server)
    {
        try
        {
            await using var another = await server.ConnectAsync();
            return await another.ExistsAsync("/kept", Cancel) is not null;
        }
        catch (FlinkZk.Client.ZkException)
        {
            return false;
        }
    }
}
