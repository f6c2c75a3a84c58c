using System.Net.Sockets;
using FlinkZk.Testing;

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
