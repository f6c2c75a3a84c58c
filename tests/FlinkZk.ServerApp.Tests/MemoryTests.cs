using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using FlinkZk.Client;
using FlinkZk.Testing;
using FlinkZk.Wire;

namespace FlinkZk.ServerApp.Tests;

/// <summary>A server whose clients store as much as it has memory for, and more.</summary>
public sealed class MemoryTests : IDisposable
{
    private const int Large = 100_000;
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("flinkzk-memory-");

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private string Data => Path.Combine(_folder.FullName, "data");

    public void Dispose() => _folder.Delete(recursive: true);

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_full_memory_refuses_what_grows_and_nothing_else_and_recovers(bool isDurable)
    {
        string[] options = isDurable ? ["--max-memory", "64MB", "--data", Data] : ["--max-memory", "64MB"];
        await using var server = await ServerProcess.StartAsync(options);
        await using var client = await server.ConnectAsync();
        var paths = await FillAsync(client);
        Assert.InRange(paths.Count, 100, 200);

        foreach (var path in paths)
            Assert.Equal(Large, (await client.GetDataAsync(path, Cancel)).Data?.Length);
        foreach (var path in paths)
            await client.SetDataAsync(path, new byte[Large], cancellationToken: Cancel);
        await client.SetDataAsync(paths[0], [1], cancellationToken: Cancel);
        await using (var another = await server.ConnectAsync())
            foreach (var path in paths.Skip(1).Take(paths.Count / 2))
                await another.DeleteAsync(path, cancellationToken: Cancel);
        for (var i = 0; i < paths.Count / 3; i++)
            await client.CreateAsync($"/again-{i}", new byte[Large], cancellationToken: Cancel);

        var run = await server.EndAsync(Signals.Terminate);
        Assert.Equal((0, ""), (run.ExitCode, run.Errors));
        Assert.Contains("MemoryFull: Nodes, sessions and watches take", run.Output, StringComparison.Ordinal);
        Assert.Contains("MemoryHasRoom", run.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("OutOfMemory", run.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Large_frames_that_never_come_whole_take_no_more_than_their_share(bool haveSessions)
    {
        await using var server = await ServerProcess.StartAsync("--max-memory", "128MB", "--data", Data, "--max-connections-per-address", "0");
        await using var client = await server.ConnectAsync();
        var half = new byte[1_000_000];
        BinaryPrimitives.WriteInt32BigEndian(half, half.Length); // one more than there will be
        var connections = new List<(Socket Socket, Task Sending)>();
        try
        {
            for (var i = 0; i < 150; i++)
            {
                var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
                await socket.ConnectAsync(IPAddress.Loopback, server.Port, Cancel);
                if (haveSessions)
                    await socket.SendAsync(ConnectRequest, Cancel);
                connections.Add((socket, SendAsync(socket, half)));
            }
            for (var i = 0; i < 50; i++)
                await client.CreateAsync($"/n-{i}", new byte[Large], cancellationToken: Cancel);
        }
        finally
        {
            foreach (var (socket, _) in connections)
                socket.Dispose();
            await Task.WhenAll(connections.Select(static connection => connection.Sending));
        }
        await client.CreateAsync("/large", new byte[900_000], cancellationToken: Cancel);
        var run = await server.EndAsync(Signals.Terminate);
        Assert.Equal((0, ""), (run.ExitCode, run.Errors));
        Assert.DoesNotContain("OutOfMemory", run.Output, StringComparison.Ordinal);
    }

    // protocol version i32 · last zxid i64 · timeout i32 · session i64 · password
    private static byte[] ConnectRequest => [0, 0, 0, 44, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0x75, 0x30, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 16, .. new byte[16]];

    // As much as the server takes.
    private static async Task SendAsync(Socket socket, byte[] bytes)
    {
        try
        {
            for (var sent = 0; sent < bytes.Length;)
                sent += await socket.SendAsync(bytes.AsMemory(sent), Cancel);
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
        }
    }

    [Fact]
    public async Task What_was_taken_fits_into_the_same_memory_at_the_next_start_and_less_is_refused_in_a_line()
    {
        List<string> paths;
        await using (var server = await ServerProcess.StartAsync("--max-memory", "192MB", "--data", Data))
        {
            await using var client = await server.ConnectAsync();
            paths = await FillAsync(client);
        } // killed
        await using (var server = await ServerProcess.StartAsync("--max-memory", "192MB", "--data", Data))
        {
            await using var client = await server.ConnectAsync();
            Assert.Equal(Large, (await client.GetDataAsync(paths[^1], Cancel)).Data?.Length);
            await FillAsync(client);
        }
        // Reads and deletions work where there is room for what there is, though not for more.
        await using (var server = await ServerProcess.StartAsync("--max-memory", "160MB", "--data", Data))
        {
            await using var client = await server.ConnectAsync();
            Assert.Contains("MemoryFull", server.Log, StringComparison.Ordinal);
            Assert.Empty(await FillAsync(client));
            await client.DeleteAsync(paths[^1], cancellationToken: Cancel);
        }
        var refused = await ServerProcess.RunAsync("--port", "0", "--max-memory", "64MB", "--data", Data);
        Assert.Equal(1, refused.ExitCode);
        Assert.Matches(@"^The data in \S+ do not fit into the memory, 64MB: (\d+MB may do, if most of the log writes the same nodes again, and|about) \d+MB will \(--max-memory, -MaxMemory\)\. Nothing was changed\.\s*$", refused.Errors);
    }

    [Fact]
    public async Task Many_clients_that_write_at_once_fill_it_and_it_serves_on()
    {
        await using var server = await ServerProcess.StartAsync("--max-memory", "128MB", "--data", Data, "--max-connections-per-address", "0");
        await Task.WhenAll(Enumerable.Range(0, 16).Select(async i =>
        {
            await using var client = await server.ConnectAsync();
            await FillAsync(client, $"{i}-");
        }));
        await using var reader = await server.ConnectAsync();
        var names = (await reader.GetChildrenAsync("/", Cancel)).Names;
        foreach (var name in names.Where(static name => name != "zookeeper"))
            await reader.DeleteAsync("/" + name, cancellationToken: Cancel);
        Assert.NotEmpty(await FillAsync(reader));
        Assert.DoesNotContain("OutOfMemory", (await server.EndAsync(Signals.Terminate)).Output, StringComparison.Ordinal);
    }

    // 50 MB of names: what a session's end says of them would not fit at once beside the nodes themselves.
    [Fact]
    public async Task A_session_ends_whatever_it_owns()
    {
        const int Nodes = 50_000, AtOnce = 500;
        var name = "/" + new string('n', 1000);
        await using (var server = await ServerProcess.StartAsync("--max-memory", "256MB", "--data", Data))
        {
            await using var reader = await server.ConnectAsync();
            await using (var owner = await server.ConnectAsync())
            {
                for (var i = 0; i < Nodes; i += AtOnce)
                    await owner.MultiAsync([.. Enumerable.Range(i, AtOnce).Select(at => ZkOperation.Create($"{name}{at}", [], mode: CreateMode.Ephemeral))], Cancel);
                Assert.Equal(Nodes + 1, (await reader.ExistsAsync("/", Cancel))!.Value.NumChildren);
            }
            await reader.SyncAsync("/", Cancel);
            Assert.Equal(["zookeeper"], (await reader.GetChildrenAsync("/", Cancel)).Names);
        } // killed
        await using (var server = await ServerProcess.StartAsync("--max-memory", "256MB", "--data", Data))
        {
            await using var reader = await server.ConnectAsync();
            Assert.Equal(["zookeeper"], (await reader.GetChildrenAsync("/", Cancel)).Names);
        }
    }

    [Fact]
    public async Task Who_asks_for_more_than_fits_behind_a_write_of_his_own_is_closed_and_nobody_else_notices()
    {
        const int Children = 40_000;
        await using var server = await ServerProcess.StartAsync("--max-memory", "64MB", "--data", Data);
        await using var client = await server.ConnectAsync();
        await client.CreateAsync("/n", cancellationToken: Cancel);
        await MultisAsync(client, Children, static at => ZkOperation.Create($"/n/{at:d6}"));
        await using (var greedy = await server.ConnectAsync())
        {
            var asked = new List<Task> { greedy.SetDataAsync("/n", [1], cancellationToken: Cancel).AsTask() };
            for (var i = 0; i < 300; i++)
                asked.Add(greedy.GetChildrenAsync("/n", Cancel).AsTask());
            await Task.WhenAll(asked).ContinueWith(static _ => { }, Cancel, TaskContinuationOptions.None, TaskScheduler.Default);
        }
        await client.SetDataAsync("/n", [2], cancellationToken: Cancel);
        Assert.DoesNotContain("OutOfMemory", (await server.EndAsync(Signals.Terminate)).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_multi_has_as_many_parts_as_there_is_memory_for()
    {
        const int Nodes = 30_000;
        await using var server = await ServerProcess.StartAsync("--max-memory", "64MB", "--data", Data);
        await using var client = await server.ConnectAsync();
        await MultisAsync(client, Nodes, static at => ZkOperation.Create($"/{at:d6}"));
        var tooMany = await Assert.ThrowsAsync<ZkException>(() => client.MultiAsync([.. Enumerable.Range(0, Nodes).Select(static at => ZkOperation.Delete($"/{at:d6}"))], Cancel).AsTask());
        Assert.Equal(ErrorCode.SystemError, tooMany.Code);
        for (var round = 0; round < 3; round++)
            await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => MultisAsync(client, Nodes, static at => ZkOperation.SetData($"/{at:d6}", []))));
        await MultisAsync(client, Nodes, static at => ZkOperation.Delete($"/{at:d6}"));
        Assert.Equal(["zookeeper"], (await client.GetChildrenAsync("/", Cancel)).Names);
    }

    [Fact]
    public async Task Sessions_are_let_in_beyond_a_full_memory_and_not_without_end()
    {
        await using (var server = await ServerProcess.StartAsync("--max-memory", "64MB", "--data", Data, "--max-session-timeout", "10m"))
        {
            await Task.WhenAll(Enumerable.Range(0, 4).Select(async _ =>
            {
                var answer = new byte[256];
                for (var i = 0; i < 2_500; i++)
                {
                    using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
                    await socket.ConnectAsync(IPAddress.Loopback, server.Port, Cancel);
                    await socket.SendAsync(ConnectRequest, Cancel);
                    await socket.ReceiveAsync(answer, Cancel);
                }
            }));
            Assert.Contains("sessions, and memory for no more (--max-memory, -MaxMemory)", (await server.EndAsync(Signals.Terminate)).Output, StringComparison.Ordinal);
        }
        await using var again = await ServerProcess.StartAsync("--max-memory", "64MB", "--data", Data, "--max-session-timeout", "10m");
        Assert.Contains("MemoryFull", again.Log, StringComparison.Ordinal);
    }

    private static async Task MultisAsync(ZkClient client, int count, Func<int, ZkOperation> part)
    {
        const int AtOnce = 10_000;
        for (var i = 0; i < count; i += AtOnce)
            await client.MultiAsync([.. Enumerable.Range(i, AtOnce).Select(part)], Cancel);
    }

    [Fact]
    public async Task Too_few_descriptors_are_told_before_anything_fails()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Only Linux tells how many descriptors a process may have.");
        var error = await Assert.ThrowsAsync<InvalidOperationException>(() => ServerProcess.StartLimitedAsync("ulimit -n 64", "--data", Data));
        Assert.EndsWith("The process may have 64 files and connections open, and a server needs 128 at least, and one more for each client: raise the limit (ulimit -n, or LimitNOFILE= in a unit of systemd).", error.Message.Trim(), StringComparison.Ordinal);
        await using var server = await ServerProcess.StartLimitedAsync("ulimit -n 128", "--data", Data);
        await using var client = await server.ConnectAsync();
        Assert.NotNull(await client.ExistsAsync("/", Cancel));
    }

    /// <summary>Creates nodes until one is refused.</summary>
    private static async Task<List<string>> FillAsync(ZkClient client, string prefix = "")
    {
        var paths = new List<string>();
        try
        {
            for (; ; )
            {
                Assert.True(paths.Count < 10_000, "Nothing is refused.");
                paths.Add((await client.CreateAsync($"/{prefix}{Guid.NewGuid():n}", new byte[Large], cancellationToken: Cancel)).Path);
            }
        }
        catch (ZkException e) when (e.Code == ErrorCode.SystemError)
        {
            return paths;
        }
    }
}
